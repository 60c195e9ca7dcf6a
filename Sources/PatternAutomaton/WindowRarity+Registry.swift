/// How often four bytes stand in the text of bounces and replies. Only ratios matter, and only for speed: they decide by which of its windows a literal
/// is noticed. Written by Tests/Benchmarks/Scripts/window_rarity.py.
enum WindowRarity {
    /// Occurrences in a million windows, roughly.
    static func frequency(_ window: UInt32) -> Float {
        counted[Int((window &* 0x9E37_79B1) >> 19)] + estimate(window)
    }

    /// For windows that were never seen: by their letters.
    private static func estimate(_ window: UInt32) -> Float {
        let shares = shares
        return 100_000 * shares[Int(window & 255)] * shares[Int(window >> 8 & 255)] * shares[Int(window >> 16 & 255)]
            * shares[Int(window >> 24)]
    }

    /// How large a part of all bytes each is.
    private static let shares: [Float] = (UInt8.min...UInt8.max).map { byte in
        switch byte {
        case UInt8(ascii: " "): 0.14
        case UInt8(ascii: "e"): 0.09
        case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "s"),
            UInt8(ascii: "t"):
            0.06
        case UInt8(ascii: "j"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "x"), UInt8(ascii: "z"): 0.004
        case UInt8(ascii: "a")...UInt8(ascii: "z"): 0.025
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 0.012
        default: 0.008
        }
    }

    /// What `digits` say, by hash.
    private static let counted: [Float] = (0..<1 << 13).map { index in
        let digit = unsafe digits.utf8Start[index]
        let value: UInt8 =
            switch digit {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit &- UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit &- UInt8(ascii: "a") &+ 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit &- UInt8(ascii: "0") &+ 52
            case UInt8(ascii: "-"): 62
            default: 63
            }
        let quarter: Float =
            switch value & 3 {
            case 0: 1
            case 1: 1.189
            case 2: 1.414
            default: 1.682
            }
        return Float(1 << (value >> 2)) * quarter - 1
    }

    /// A digit for each of 2^13 hashes: four times the binary logarithm of one more than the occurrences in a million.
    private static let digits: StaticString = """
        hbUUXlTSUUbnXVdXXaVTYYdlbZVhRYfdXdWjaYUpVYQhlfdfkaaZTdSOSSVVRhWTkYYYbYblWaXbVdgSUjaRYaWatWcTUVWZVdSUVZVWTYbeVlySdiYTYQXXRWZbcWaT\
        kUVYXUWcVZdXadVWaRZWUUiVUXSbXbcXhUTVUehaeeZZZXWVcXZbXkSabhSTeXbbcTihkbacgVZUSVWSTgcVhelSbPbOWhShVXUZcaaUSZVYdcUkWcdWUWkYYZVWbghd\
        UUVZWYdXUYYZZZgWVVYUXXhReTYXeUkYaVlVYZfYgReYZTPWShiTbWYbdTmcWXTcmWgWefZVXcccYWbecblVdgPXUdXYhYfUnRgfZggUXYUXcYdVTXSWYbcVXTVXXZaU\
        gXcaXaaV3SZbVSaVWhVXZjWjfYZXSYcaUWVYaacXfYWXbecVVUcXabXaYUSQbSZUQbTWVdVbXWcScXXYdYWVbfaaZZgVadcdWidYSRUTbYWccfYcXgRVofXcZgTjjaTW\
        WXXfibddddZdaXfgaWQghYSgVTWVeUTXZUUeXVWYsYWiWefabSeZRWZZTiWaWSceWRWhSepYTUUVbvVdWXaWVYWbZchUWUYTWbrXUnXdbeUdUYbXPbhVTdUTTiZlcWZZ\
        edVWWcZQcUOWcSYYXbgdgddXdTYYSaPaUUgacabcUSqWVVZUZeZfiTVVRbcbSReXTdZWYddhTlebTUXXXaaWSXRebYcYTaWfeWfbUXaURYdfjjYWagOVcjWYUaWVYkZm\
        YfTQeVXUabXYTbbaVYTVWVUceVSiYacUcOVbTVkVWVXYmUkgRgfTXfZWVbYTYcWfUZaWVXVdOacXZXXbWeWeYXThaZoVdaWebbVSWfaVZcYjVgWWTWWgVWUVlTQUQVZU\
        RVchbRVSWQXTRYPbXgUXXSicWVUcZZMSYWVOVWYadWRbdZXYUVaSWVWaYaiRYlchWVabjWlaVXXTZVgUaXgWadbUbRSbYXQbcaUhYWVcVXTWWYWbZbeNWXScXZcXcdXX\
        WUdaSXbReaWUccaZWZZefaVUQXRUihYTTThZaWUVfliTiTiPabQUXYabUPZhaRWcYSiYXdgcYeYcUbnZUZUcdVaXWZSZWaaYYfXcWYZaXjUPYXaaeUnWhcYbSRfWaaYU\
        YWTYgWbfXgVXWfXWTkUZRXZZUXcWbYbVSbWjQYlRPbSVbadUfUaWafTbYcXgaeXWWZcXPeaebZaedYWUbcdYdYciUXaSRVUUYWklRbeNdVbbcldUVdkedceSjbZQUmWU\
        cTfQZPdXWXZVQbRaVhYWVgSUZcRdeTTSdYTUVSeSaTUgTTfXSjcTWYabicVWRejQRaTcVfeVQmdYjUXYddlnWgadYYjTSYhjbggYVYbWeUcYPXYUVcXSWWlUQYWdcZdW\
        XXYdYeZWYWcRXYjTTWgbUSbUXdSZRcXWRcaVUVVUcYabVRZgSVlRXcadbbanVYcVfbVSdSfYVXhdfVcYTXYWXafebYZoVUbnYkfXZXWTWaidZfkdaffjQZYQUpVYWibW\
        XXbYYYWVaYUYWbZWVUcTbbncbVnUSbWjXYVcbYYVSXWWUYZiQXbTTeUWSUZeTbQZaTXYSUrUWcWbZSYaVfWiWaXWUSlUfXTnaZiYUSfQeaXVXTaXXWaZZVZWWkSYaSVc\
        XVVdUVWlcmbSaVjbWVXZYchYkcmSZXYWWjhVjaSYdmbViZTZbbWSUnciXbXlYWVWRWjfUWXZXaWTQiSXThRTUiVTWUcWaaZYeqVeXZVYZhfZUTYhTVRaVWWYhZTgYYZT\
        RZXWWeZdTbXYbcWmTVQmcRQUbXTaUXYcjRYTTXZVWeXUiXSWUlclWVPXWVZclTUPURScbgSQXfdaUTdaZhVWgabiYUfcahZZXcSWSYdYWYeUpZYZWaWUTRcTTaWWUTOT\
        WVWWfnVNWddccVfXYXYTZWaUciXTWUWhWZUgUjSegmbaagdfeddZiZWTgYUWVWTbUTbUefhachdWVidfYbVbWThncdSXTeUlVZQVZabjVaZRYaabgZRVXTWecSdYjYVd\
        XcVXfeZWbVXZfUdSXURYQRWUkTcYcdTcPVUUfVggeTYVWXegVYbWYVWVRaaXcVYXWSadZXbZYRZUkeUXZkbQWjeRSYUTQjSSaaWTUReXXRUbRYVWSfZVZTgTcpbSaVTZ\
        XcXbdVWXcUWWWYajTWnYecXUVdZWcXbWWeSVfTReaaXTYOSjZZbXUYhWYYnWijoVUbWXVXclZmOfbQpVRWkcYWUZjZTnchnUTVQWgSVWXZbiZSbYSVbVfaTUTQbiVZgR\
        RTVYUXTUeZTdXWUWXZVUfZVZUXVViUYaSYVaZZaVbSaRVYUUQbjUbWZXWVVRdbTVUjYajNUSXbaUahQRPTjVYZcTiYeSkZZUUVSaXPUWWRTddgMUemhbUoWZUbjdYfZb\
        XaWSXeSkbXZTYaYWXVTSYZWVSWWYidTZaYUWWWTZakZZXZaeYXeZjWaZYlYhcagVTcROkZTYWUhVUXYhYYWdZTZSSZbWoTYcZbTkZZYVRQXZaVUVWWSaZdbZUZaiRYUa\
        bbXTfUVTWVcVadabdadacWXfaiddVaQVVZWQSgZWWcfWeidTXcUVrXaUbaXSRaTXZbWXWXdcXUgoWdVaXkiYdWdcYeqXojnWZXUfhQafWfXYiXWVVbVeXVbSbVigWcUg\
        fbYQjWhYcVXaWYaVZRVWZgUXXXRZfWXVcXVYXXdbceaZfcfRZiTSYffYaccXYgYdaSWRaegYTbYXVfUaUdmThVXZaaWXYebVSScRbmYaXaefWXWUfUWZhTbTYPUVcXmX\
        QSUhbclgUScRbaQjVbQXOebbSbYfmXOWWhXZYahViaWXhUYZSkeTXYUaaakWRYecbYUWTXiWediRcWaTSgbZTWUZcVUVbUXWZYYdYUbhoWbVQeVcagRXSZXgWZdZXhZa\
        UYaQWVXVbTWfVYbjWZkWUUXdUTOViXedaRUXNcVYXYZZXnhWYVVXTaSYaPdccdWeSVYVfdgSbTYaVYWcafcVfgWfSagkRgUVYYXaadjVbYSirWRQfaXYVZXXXheTZZUX\
        YbeacaeYffbgZeRXUYXUUkaRURQRZmUUcYXTabVUdWdXXkRWbbUWRTVbXaaeZXYeWbRWacTeaZYYUfXXaVbVYWWkXeWaaWTdYZSXXchXXlYeiTXXXekSeXTXTTaaZfll\
        TVfTcbfZZUdYdfeYdagTVgYafVkdSNTYjignUUhaUdaYgkVZXZURlYUaaTUVWYaWaSTbgaVXXQWiVnfgYcWeUZRqbVcUSbTbYVdgWTeYTeVZcVYRYalXUaVhacmUbade\
        abVZVXSYnTVedcdcUaWXVWmSdUXacdYUXZjWQYVTWXQcbXYTVqjgVUdgVbcaWebZXUWVgacjRXZWQYYXUbehibjUUPgYeaShSbXYVbiQWgQbXaeeVVXWVXXWUWfXhZTe\
        dVWbXRMeSYVhbcfUXaXTWVUVoXlUoUsXeTcbkUVVZUbTTcXaVYRVdaaZTScVXXYcfdTarjchWYcSeVecVYYSeaRhWkgScjSfQacYVXfVbYebibbvYgRYkdfcTkiUVVlT\
        eVTdbagTSVZfWdvkWQSbTcWbakSXeURYmadaRgiibWUZVdXaVchaVXcVYbeYWkTZTYTbZcgccdQahegRWlTMbcYgYcnRYheVchVYPZfdgjVcfSdSrYZXWeVllXOXgZWp\
        WXUWSYYZWXYZXcaRVaVgdTUaVSbcXaURgbYYTdaTScScWUaUaXgYXZfUWTYfgWXXZdSUTXbYXaXXZUgcUadYZUUieYWUSXSZfWThTmXWUXeSXScTRaZdXXZQbWSVadTc\
        caVUeYVWVXcWWUhURYlaUTgaZSZUgVbSVVVaUjaWVYbaYiWbecaZXXYjWYbVUTZYTbYVZfdUbUWcTcYRbYgRUWkcfbnWWYreVblUbPWYvPdWVVaWTagcfjTcnWYUXcTb\
        WdXbaYkUfWUaSTWcVSaiSafZgbbTTWScZVVTjWZXZbWXTSVQUVYbYWVTWNUWmSQZlWcTUVWRZSjWRbgbVYUeRWWWTXdZdUUXlcZRgYcXgSUccTYaVVXcXZaYgpblZWQc\
        lVZbaSVVRZQVeQUVWUgYRdYaUWTXYVaeZXUaSVbadaYaWMWYXhUUZRdXRlVYRPVUdXUbXdXoZddaciVRUSWSaeVZWjXUcWfYXZWhbaZcReYRpYmXVgZUScVVYdRTfZaT\
        VbcXWgSaYSXYmaTXrXkfVXYcXcWaYWkaaYbYQbTjYXkXXXSWWXceTaYhYSWXXURPYdYRneWYTdVYmiTVcRaTYWYfXciXZgWNSUSddWcSYYSYTkeVcVdchXcVUZdcaYVd\
        XhTUeeUemYgTZVkSbbXbTcXXXQVWWbbZZcjcUQeVfXacYUeYYdcdZSoYTUYWZaaTYYUZWedgXXYXZhbWTWWVdQcWWXUdQVSXYXKfWSUQThZTRVVUVWbhVXhTTZVVQfce\
        RWVXaVdVXfXTTWWWgijaaXWXjaRpdcUXWSWXXfURcSZWaVaiZYZbVYgcZlRWYZTZaSZgcYZjZRQTVVaXZXUXZThWRcdXUUeVhUeXaPacgYYboagWVVidXhYQVRaeaTYa\
        iaaWZXVhgYVZTZZhoXmWfTYTXagXfVZVafaefRYZXRcQYcYUSRPXYXZYeVbPZWYUXnUUXgbVbXcfTZZmRVXVWeUXabbZUgfbRVUcVekbaTUWaVcUaReXjZRbRXaSkTXZ\
        TgXYXVVVbRgWaVYXdaXTYWgUYRVdZgUnTVZSWTaPfdbZZViaVYXTYXaXdXVggtaWSUQkVRbgXZTWVTiiXeUgRfYhVXZZVkbVRYPiociSZZWQXhUcaXXZZfVYXlZRWQXY\
        RXRVVahXYfVbPbXZTYZZXTXUbcbWZSVSRXcYUdRWoXaUWfUWTbWkUeZUbeXWeadUZWZdaXYPXfaQYWYWPaUbddVWnaReVWdXWfcVffXeZcXecYTUcTYajdVgcTZXZTcf\
        XUWWXWZRUWVUYVdmVaXWWbXXXaYTfcbUVVRWfZnaSXYYVfUZPWSSlnWXWdWWfYnUSZdkXbYdXcXTRcYcccZgUXVXaXYaWdbbSfaXUbaPYabiZagiegYaOUSXUYVVPVUV\
        jTkSXYUYfUnoicWWSeTZVVYPXibeTTcaXSjaYfQXbXYYVadWqUTZWsYRSgSQVabUVUXXVXkQUZXaVbbUWXbWbjXPXRVaTOZbfYXWceVZVVeWjTcUYTSkXWWXfdZcZfVb\
        UUWadaTcbYaXWWclahUSXaXZelcgYXXWaTRTXYbVaTbVYXXXWdjWVYfUTVYZVUYXhSeQTcfZYfghcjbaXhlUbYaXWXRWZfjZXhfXaqTYcTdUVkTeURdiUXXVSZViWYaS\
        TfeYblmlXcafVfUdYbhXiVXXVVhUlRXWWYRkfaeaWbRVameSaYPbUTSXXSTacWXTkWWRVZUTekdZlUVaVhVZYXZnaXZpgaclTVVeYcZgZZUebbYWRYleXXUUYTWcacMc\
        ccfbSWSmcYWcpbSVUiTgYVXchVYXZVYRYdgaYjXgTYgZRYTZSSWYWcgToYRZVZWZiZVlmZSXfRRWYeegZWXVaWZcWdVYhaXTXgeSWfUWbUUUXaeabaaUfXaXaeXXcVfZ\
        TYUadbVVWWZWbhWdSUSbRbaVVekZTUVadZcZZdTVSXXXTbgTVpYWZWXfPXXZSVeZYbSiXdVQbRbdadZUZZVYRSaTWkRVWeUSWTZWenbcXSWaYYgVYlfVXdeQUUWZbUTX\
        adaWYYaeWgVZUiaZbljWhhWWVSeTVXWUWgbZcefYYgbbcUWRZRVVhQYYVTXaYUScXRRcWalgeSYXSVRbWceVYZSgRUfYUckYUYoiWWaZdWhbiZYSTWWZcXXemYZRSdSQ\
        YcSeZUYcZZZcUXTWlSZUVWVbaUdYbUgXWVWgYWahUWWZRXSUTRaXXXgWXVeeXXTWKRURbdXQePbSVUcOZTVWmRXRhXfYgaTacdjXWZWdqTUcVaZVdUhXVXmUfXYahRad\
        cTUhZWVTbWZYaXQTTYTaTfYYmibVbaRYXVZYXSUWfOVWXeVZbWWWbedYYfYUVWYfVWbTfkRUibTYdVUYTWRdjhTYlVXSaYXVVVXbVVUaRXaZkYjWWacXUWTbmkcXZZWS\
        WVegXYVaZZVYTWZhbXTYRRkWWkSXYSVihZTaYWYZWYdaYWUXVWTYXbbgVYWdWmbRbeUXeTVTkaYeYVbccdVZWScYjUWXbRYbZUbSXaTShbWYWlbYSSWZgVcbeiUSmjbV\
        XZSTYXakYhZUXbaXSnaWVUXiSXheWQTVYcbYWZYURWZidVcShbdjUacYWVNWQhVWYfVWXfXZTVbZZhVXXbVbVTXUVmfZUWUabUSVTTWPTbgXMcUUVXSTQTcXZYYWQRhV\
        WYacgadVbYZYUaSShaWWXWTXUZSmWcbfXVYYYjaUbRZYYgYYoiZbWabTVVWYZmXeaYkeZWZnXbYXTXdaSjWkaXcdWUeTZYYVVYfccbXTmUReZaQUXQYrRXQaddVUZUao\
        ScTZUWacjUWWTfUZWYYfWXcUVOVbTYVXadYhbUZSXiVTmYcVSYWfXeeZeWnbWfTgWXWVdViZfRfcXTSWRvXgUecWaZVVVXibWSUZfSUghdbXajghcRWUVgXhXVRPdVXS\
        WPaaaabUeYjbRTUVaddRfjUXTekTWRXeZVmXjUfomUTcbZWRVcXVUZgbUZZcZUkRRYTTVhchTYcYZaZaakPWRbdWXZWTdXdZWYTpPXXTbeeWcXRcRhUYaZXUeWWUYdWh\
        XcaUUabReeTXUcVWeWWOZUVVVSWTWVTfXUdiWWaXcVVbVbgSbXYUVUgYYSbSZSbbXbRWXhZUZXbWhWXaUOZXcXaYRbVXXnZYYTgXYaScaXTRVVVYTTUlLQfYbkZZgRVa\
        TfcfiUSUQZUXUWfYWcfmYZTWVTTYWaYVZWQViTcgTZYaXcZZcdVbaSfQWWSWWcYSVkVhbRQWUWYTRVZbbaSoPZYVXcXhUWdeVVSkVVcTaXXdZeTjaYjaiWYZYXTdWaVW\
        dTSXbWaVgUXfWahVUcaUTldUZWPYUaWZdYYZVSaXmXXZTPiXWdgedUTbdRQcWVXaUddWVQjcfZXblWTWYWWVVchcabeWTQUWUqfWUWYVdXWXWcbUVOenUXTbWehgRVfW\
        bZTZaVdTaYTWYfWiaZXYjhYURadShdTbidYUXWWXSjgeYVYbWaVXeUXffRVTTcXZTaUVVXYXTVViYcTcWTiZaZUUZVeVaeiXXYSTdUMqaQYYYUWcXkcUcZWeVZYeaWYW\
        eaYbXVccbXVThXXRTTkZWdTcTWTcXniQhVmYnSUXXdcaZZWRXYTTUfZXaScWacbvXgQaXWZUddbeTeUbgdYWUVVUUhicXVYbbdfWWgehgfZTdXVWenXVXUScRcUccXQa\
        TYWfRWTTYcYfhZaYUVlVVaUWYTYcXVTXaTTeXUWeTadTgZUbcWVUVcSXXYaWYdcYVcXaZXUXTbYVaVZVkVaYaUlTlUXdWUWlaYXWbZXUVadeVYdZObrkgWVXRVeXWZWd\
        TOYbVaeaTVYWUXVVYXTbTmcUdXZUTbfXQbRdQbVbUVTaURWbRSWkeUTWdYVVTkhZaXcYiUbdVaaibYbXdbTXVeYVXYVZZWUVgSSRdYgfUVSkaSeRcWZkYSZUNWSeWYQX\
        XaUYhUahXXhUTUdYhVTgZQVZbTYgZakdUdSfYTTYXaZRVPYXRZVVQbSTibVbgeVelUYVdVYWUVVdUVeZWZbVbSRbZaWQWaZjWXahcdWreYWZXchXVjWYTleTcoldWYYZ\
        bVZWdUbTfUPchWkXVZXVWaaVUbZWdTiWiXldYYYbTfdZbRgOXYbVXVTfZVlaWZUWVUWUabkTVYaRVbRaUaejYcbYdbXXVWUdYWaSYQhWiXWWjadYYhjZYgXVYYTabRZT\
        lUZZVSeYRfuRhmTYSRXaXdXZVRbTYRdYSRaYRTYXYWZdacUjYbSRWYkagWiRWWSafaZZbZVddiUVfTVTVaddUTUlWVVZZYYbRaVhTTiTZgfUaVQdefWVdgTVRVXVbZae\
        TbobVXddSeVbUqRZbTcUZdaTXcTYTYYlViRcbWYWYVWVdZVeaTYSXhbTVbUcmOWOXbSgYVbVUVSYfbaZiaaZSSPUXVXShjUbilNSeYiXSXWXgdmZTdUTSSaUWjXXnTYd
        """
}
