import Cryptography
import Primitives

/// Which loop runs a frame's code.
public enum Tier: Sendable {
  /// Begins untranslated, and translates what turns out to be hot.
  case adaptive
  /// Never translates.
  case interpreted
  /// Always translates.
  case translated
}

/// Translations of hot code, and how hot the rest is.
///
/// Heat is counted in bytes of code run and is kept a code object, in a table with one place for each
/// index: what shares the place displaces it and begins anew. A translation is kept by the hash
/// of its code, so that contracts of one code share it, in two generations as in `CodeCache`.
struct TranslationCache: ~Copyable {
  private struct Place {
    var code: Code?
    var heat: Int64 = 0
    var translation: TranslatedCode?
  }

  private static let places = 256
  /// Bytes of translations that one generation holds.
  private static let generationBytes = 64 << 20

  private var table = [Place](repeating: Place(), count: places)
  private var young: [Hash256: TranslatedCode] = [:]
  private var old: [Hash256: TranslatedCode] = [:]
  private var youngBytes = 0

  /// Bytes to run before code of that size is worth translating: about as many as are run
  /// untranslated, beyond what they would have taken translated, in the time of the translation.
  static func threshold(_ code: Code) -> Int64 { 1024 + 32 * Int64(code.count) }

  /// What is known of the code: its translation, or else how many bytes are left until it is hot.
  mutating func look(up code: Code) -> (translation: TranslatedCode?, patience: Int64) {
    let index = TranslationCache.index(of: code)
    if table[index].code === code {
      return (table[index].translation, TranslationCache.threshold(code) - table[index].heat)
    }
    table[index] = Place(code: code)
    return (nil, TranslationCache.threshold(code))
  }

  /// Adds bytes that were run to the heat of code that is not yet translated.
  ///
  /// A frame that ended exceptionally may have jumped forward only: it counts for nothing then.
  mutating func warm(_ code: Code, by bytes: Int64) {
    let index = TranslationCache.index(of: code)
    guard bytes > 0, table[index].code === code, table[index].translation == nil else { return }
    table[index].heat += bytes
  }

  mutating func translation(of code: Code, _ ruleset: Ruleset) -> TranslatedCode {
    let hash = Keccak256.hash(code.bytes)
    let translation =
      young[hash] ?? old[hash] ?? Translator.translate(code, ruleset: ruleset)
    if young[hash] == nil {
      if youngBytes + translation.size > TranslationCache.generationBytes {
        old = young
        young = [:]
        youngBytes = 0
      }
      young[hash] = translation
      youngBytes += translation.size
    }
    table[TranslationCache.index(of: code)] = Place(code: code, translation: translation)
    return translation
  }

  private static func index(of code: Code) -> Int {
    let address = UInt(bitPattern: ObjectIdentifier(code))
    return Int(truncatingIfNeeded: (address &* 0x9e37_79b9_7f4a_7c15) >> 56)
  }
}
