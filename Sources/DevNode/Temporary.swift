import FVM
import IPLD
import Filecoin
import Primitives
enum BuiltinActors {
  static func registry(_ manifest: Manifest) -> ActorRegistry { ActorRegistry() }
}
