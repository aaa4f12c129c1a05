import Primitives
import Testing

@Suite struct RevisionTests {
  @Test func everyRevisionIsReadByItsOwnNameInAnyCase() {
    for revision in Revision.allCases {
      #expect(Revision(name: revision.name) == revision)
      #expect(Revision(name: revision.name.uppercased()) == revision)
    }
  }

  @Test(arguments: [
    ("EIP150", Revision.tangerineWhistle), ("TangerineWhistle", .tangerineWhistle),
    ("EIP158", .spuriousDragon), ("SpuriousDragon", .spuriousDragon),
    ("ConstantinopleFix", .petersburg), ("Petersburg", .petersburg), ("Merge", .paris),
    ("Paris", .paris),
  ])
  func otherNamesInUseAreRead(name: String, revision: Revision) {
    #expect(Revision(name: name) == revision)
  }

  @Test func revisionsAreOrderedByActivation() {
    #expect(Revision.allCases == Revision.allCases.sorted())
    #expect(Revision.petersburg > .constantinople && Revision.osaka > .prague)
    #expect(Revision(name: "") == nil)
    #expect(Revision(name: "Amsterdam") == nil)
  }
}
