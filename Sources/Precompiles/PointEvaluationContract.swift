import Primitives

/// 0x0a: a blob's polynomial at one point, against its KZG commitment (EIP-4844).
enum PointEvaluationContract {
  static let history = [PrecompileVersion(.cancun, eip: 4844, .flat(50_000), run: run)]

  @Sendable
  static func run(_ input: Span<UInt8>) throws(PrecompileError) -> [UInt8]? {
    throw .unsupported(name: "KZG_POINT_EVALUATION")
  }
}
