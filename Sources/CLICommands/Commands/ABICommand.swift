package import ArgumentParser
import ContractABI
import Filecoin
import JSONText
import Primitives

/// `fevm abi`: encoding and decoding without a chain.
package struct ABICommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "abi",
    abstract: "Encode and decode values of the contract ABI.",
    subcommands: [Encode.self, Decode.self, Selector.self])

  package init() {}

  package struct Encode: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Print the calldata of a function and its arguments.",
      discussion: """
        EXAMPLE:
          fevm abi encode 'transfer(address,uint256)' 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1ether
        """)

    @Argument(help: "The function: 'name(type,type)'.")
    var signature: String

    @Argument(help: "Its arguments.")
    var arguments: [String] = []

    @Flag(help: "Leave the selector out, as for a constructor.")
    var argumentsOnly = false

    package init() {}

    package func run(on console: Console) throws {
      let function = try ABIFunction(signature: signature)
      let values = try ABIText.parser.values(arguments, for: function.inputs)
      let data = try function.calldata(values)
      console.print(Hex.encode(argumentsOnly ? data.dropFirst(4) : data[...], prefix: true))
    }
  }

  package struct Decode: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Print the values in a function's result or calldata.",
      discussion: """
        EXAMPLES:
          fevm abi decode 'balanceOf(address)(uint256)' 0x000000…2a
          fevm abi decode --input 'transfer(address,uint256)' 0xa9059cbb…
        """)

    @Argument(help: "The function: 'name(type,type)(type)'.")
    var signature: String

    @Argument(help: "Hex data.")
    var data: String

    @Flag(help: "The data are calldata, not a result.")
    var input = false

    @OptionGroup var output: OutputOptions

    package init() {}

    package func run(on console: Console) throws {
      let function = try ABIFunction(signature: signature)
      let bytes = try HexText.parse(data, what: "data")
      let values: [ABIValue]
      if input {
        guard let inputs = try function.decodeInputs(bytes) else {
          throw CLIError(
            "the data do not start with the selector of \(function.canonical), "
              + Hex.encode(function.selector, prefix: true))
        }
        values = inputs
      } else {
        values = try function.decodeOutputs(bytes)
      }
      ABIText.show(values, on: console, json: output.json)
    }
  }

  package struct Selector: FevmSubcommand {
    package static let configuration = CommandConfiguration(
      abstract: "Print the selector of a function or the topic of an event.",
      discussion: """
        EXAMPLES:
          fevm abi selector 'transfer(address,uint256)'
          fevm abi selector --event 'Transfer(address,address,uint256)'
        """)

    @Argument(help: "The function or event: 'name(type,type)'.")
    var signature: String

    @Flag(help: "Print the 32-byte topic of an event.")
    var event = false

    package init() {}

    package func run(on console: Console) throws {
      if event {
        console.print(try ABIEvent(signature: signature).topic.description)
      } else {
        console.print(Hex.encode(try ABIFunction(signature: signature).selector, prefix: true))
      }
    }
  }
}
