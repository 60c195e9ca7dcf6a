/// The value of a `Date:` field (RFC 5322 section 3.3) as a moment.
struct MailDate: Equatable {
    /// Seconds since 1970 began in Greenwich.
    let seconds: Int
    /// As it was written: `+0900`.
    let zone: String

    /// `nil` where the value is no date of the years 1970…9999.
    init?(_ text: String) {
        let words = text.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "-" }
        guard let monthIndex = words.firstIndex(where: { Self.month($0) != nil }), monthIndex > 0, monthIndex + 2 < words.count,
            let month = Self.month(words[monthIndex]), let day = Int(words[monthIndex - 1]), (1...31).contains(day),
            let year = Self.year(words[monthIndex + 1]), let time = Self.time(words[monthIndex + 2])
        else { return nil }
        // The minus of a zone west of Greenwich was taken for a separator above.
        let zone = Self.zone(in: text)
        self.zone = zone.text
        seconds = Self.days(year, month, day) * 86400 + time - zone.minutes * 60
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func month(_ word: Substring) -> Int? {
        months.firstIndex(of: word.prefix(3).lowercased()).map { $0 + 1 }
    }

    private static func year(_ word: Substring) -> Int? {
        guard let number = Int(word) else { return nil }
        // Two and three digits: RFC 5322 section 4.3.
        let year = number < 50 ? number + 2000 : number < 1000 ? number + 1900 : number
        return (1970...9999).contains(year) ? year : nil
    }

    private static func time(_ word: Substring) -> Int? {
        let parts = word.split(separator: ":").map { Int($0) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour), (0..<60).contains(minute) else {
            return nil
        }
        let second = parts.count > 2 ? parts[2] ?? 0 : 0
        return hour * 3600 + minute * 60 + min(max(second, 0), 60)
    }

    private static func zone(in text: String) -> (text: String, minutes: Int) {
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }).reversed() {
            guard let sign = word.first, sign == "+" || sign == "-", word.utf8.count == 5, let number = Int(word.dropFirst()), number >= 0
            else {
                continue
            }
            let minutes = number / 100 * 60 + number % 100
            return (String(word), sign == "-" ? -minutes : minutes)
        }
        return ("+0000", 0)
    }

    /// Days since 1970-01-01 of the Gregorian calendar; years are counted from March, so that the leap day is a year's last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let century = shifted / 400
        let yearOfCentury = shifted - century * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return century * 146_097 + yearOfCentury * 365 + yearOfCentury / 4 - yearOfCentury / 100 + dayOfYear - 719_468
    }
}
