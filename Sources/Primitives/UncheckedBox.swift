/// A value of its own place in memory, without run-time checks of exclusive access.
///
/// For a class whose variables are used many times in each call: Swift checks every access to a
/// class's variable when it runs, which was a tenth of the time of programs that call and store
/// much. The owner promises what the checks would have found: one thread at a time, and no closure
/// that reaches the value again while it is being changed.
@safe
public struct UncheckedBox<Value>: ~Copyable {
  // Safe: made and initialised in `init`, freed once in `deinit`, never handed out.
  @usableFromInline let place: UnsafeMutablePointer<Value>

  @inlinable
  public init(_ value: consuming Value) {
    unsafe place = .allocate(capacity: 1)
    unsafe place.initialize(to: value)
  }

  @inlinable
  deinit {
    unsafe place.deinitialize(count: 1)
    unsafe place.deallocate()
  }

  @inlinable public var value: Value {
    _read { yield unsafe place.pointee }
    nonmutating _modify { yield unsafe &place.pointee }
  }
}
