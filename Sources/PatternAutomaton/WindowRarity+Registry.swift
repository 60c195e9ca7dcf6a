/// How often four bytes stand in the text of bounces and replies, roughly. Only ratios matter, and only for speed.
enum WindowRarity {
    static func frequency(_ window: ArraySlice<UInt8>) -> Float {
        var result: Float = 1
        for byte in window {
            switch byte {
            case UInt8(ascii: " "): result *= 0.14
            case UInt8(ascii: "e"): result *= 0.09
            case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "s"),
                UInt8(ascii: "t"):
                result *= 0.06
            case UInt8(ascii: "j"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "z"): result *= 0.004
            case UInt8(ascii: "a")...UInt8(ascii: "z"): result *= 0.025
            case UInt8(ascii: "0")...UInt8(ascii: "9"): result *= 0.012
            default: result *= 0.008
            }
        }
        return result
    }
}
