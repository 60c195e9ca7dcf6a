internal import DeliveryTypes

/// The header of a mail as mail programs show it above a mail that is passed on: some of its fields, named in the user's language.
enum ShownField: UInt8 {
    case from, to, cc, subject, date

    /// The field's name in a mail (RFC 5322 section 3.6), with what stands before its value.
    var name: StaticString {
        switch self {
        case .from: "From: "
        case .to: "To: "
        case .cc: "Cc: "
        case .subject: "Subject: "
        case .date: "Date: "
        }
    }

    /// By `FieldName.hash` of the name that is shown.
    static let byName: [UInt32: ShownField] = {
        var fields: [UInt32: ShownField] = [:]
        for (field, names) in shownNames {
            for name in names { fields[FieldName.hash(name.utf8)] = field }
        }
        return fields
    }()

    /// Longer than every name below, in bytes.
    static let longestName = 40

    private static let shownNames: [(ShownField, [String])] = [
        (
            .from,
            [
                "From", "差出人", "送信者", "送信元", "差出元", "Von", "De", "Da", "Van", "Od", "Från", "Fra", "Lähettäjä", "Kimden", "Gönderen",
                "От", "От кого", "Отправитель", "Від", "发件人", "寄件者", "寄件人", "보낸 사람", "보낸사람", "보낸이", "Feladó", "Expéditeur", "Remitente",
                "Mittente", "Remetente", "Absender", "Nadawca", "Odesílatel", "Afzender", "Avsändare", "Afsender",
            ]
        ),
        (
            .to,
            [
                "To", "宛先", "宛て先", "送信先", "受信者", "An", "À", "A", "Para", "Aan", "Do", "Till", "Til", "Vastaanottaja", "Kime", "Alıcı",
                "Кому", "收件人", "收件者", "받는 사람", "받는사람", "받는이", "Címzett", "Destinataire", "Destinatario", "Destinatário", "Empfänger",
                "Komu",
            ]
        ),
        (.cc, ["Cc", "写し", "Kopie", "Копия", "抄送", "副本", "참조", "Kopia", "Kopi", "Copie", "Copia", "Bilgi"]),
        (
            .subject,
            [
                "Subject", "件名", "題名", "タイトル", "表題", "Betreff", "Objet", "Sujet", "Asunto", "Oggetto", "Assunto", "Onderwerp", "Temat",
                "Ämne", "Emne", "Aihe", "Konu", "Тема", "主题", "主題", "主旨", "제목", "Tárgy", "Předmět", "Predmet",
            ]
        ),
        (
            .date,
            [
                "Date", "Sent", "日付", "日時", "送信日時", "送信日", "受信日時", "Datum", "Gesendet", "Envoyé", "Envoyé le", "Enviado", "Enviado el",
                "Fecha", "Data", "Inviato", "Verzonden", "Wysłano", "Skickat", "Dato", "Sendt", "Lähetetty", "Päiväys", "Gönderildi",
                "Tarih",
                "Дата", "Отправлено", "日期", "发送时间", "寄件日期", "傳送時間", "날짜", "보낸 날짜", "보낸날짜", "Dátum", "Odesláno", "Elküldve", "Enviada em",
            ]
        ),
    ]
}
