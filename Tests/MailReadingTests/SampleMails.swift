/// Mails written for these tests, in the forms that real systems use.
enum SampleMails {
    static let postfix = """
        Return-Path: <>
        Received: by mx.example.org (Postfix)
        \tid 4A1B2C3D; Mon,  6 Jan 2025 10:00:00 +0900 (JST)
        Date: Mon,  6 Jan 2025 10:00:00 +0900 (JST)
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: sender@example.org
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4A1B2C3D.1736125200/mx.example.org"

        This is a MIME-encapsulated message.

        --4A1B2C3D.1736125200/mx.example.org
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.org.

        <user@example.com>: host mail.example.com[192.0.2.25] said: 550 5.1.1
            <user@example.com>: Recipient address rejected: User unknown (in reply to
            RCPT TO command)

        --4A1B2C3D.1736125200/mx.example.org
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 4A1B2C3D
        Arrival-Date: Mon,  6 Jan 2025 09:59:58 +0900 (JST)

        Final-Recipient: rfc822; user@example.com
        Original-Recipient: rfc822;user@example.com
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.com
        Diagnostic-Code: smtp; 550 5.1.1 <user@example.com>: Recipient address
            rejected: User unknown

        --4A1B2C3D.1736125200/mx.example.org
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Return-Path: <sender@example.org>
        From: Sender <sender@example.org>
        To: user@example.com
        Subject: =?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=
        Message-ID: <1@example.org>

        Hello.

        --4A1B2C3D.1736125200/mx.example.org--
        """

    static let qmail = """
        Return-Path: <>
        Received: (qmail 12345 invoked for bounce); 6 Jan 2025 01:00:00 -0000
        Date: 6 Jan 2025 01:00:00 -0000
        From: MAILER-DAEMON@mx.example.net
        To: sender@example.org
        Subject: failure notice

        Hi. This is the qmail-send program at mx.example.net.
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <user@example.jp>:
        192.0.2.9 does not like recipient.
        Remote host said: 550 5.1.1 no mailbox here
        Giving up on 192.0.2.9.

        --- Below this line is a copy of the message.

        Return-Path: <sender@example.org>
        From: sender@example.org
        Subject: test

        body
        """

    /// multipart/mixed from a mail system, with the returned message as an attachment.
    static let mixed = """
        From: Mail Delivery Subsystem <mailer-daemon@mx.example.net>
        To: sender@example.org
        Subject: Returned mail
        Content-Type: multipart/mixed; boundary=abc

        --abc
        Content-Type: text/html; charset=utf-8

        <html><head><title>no</title><style>p { color: red }</style></head><body><p>Your mail to
        &lt;user@example.com&gt; came&nbsp;back.</p><ul><li>550 5.7.1 Access &amp; relay denied</li></ul><!-- hidden
        --><script>var a = "<p>";</script></body></html>
        --abc
        Content-Type: message/rfc822

        From: sender@example.org
        To: user@example.com
        Subject: test
        Content-Type: multipart/mixed; boundary=inner

        --inner
        Content-Type: text/plain

        returned words
        --inner--
        --abc--
        """

    /// A person passes a bounce on as an attachment.
    static var forwarded: String {
        """
        From: Person <person@example.org>
        To: support@example.net
        Subject: What is this?
        Content-Type: multipart/mixed; boundary="outer"

        --outer
        Content-Type: text/plain

        Please explain.
        --outer
        Content-Type: message/rfc822

        \(postfix)
        --outer--
        """
    }

    static let alternative = """
        From: postmaster@example.net
        Subject: Undeliverable
        Content-Type: multipart/report; boundary=r

        --r
        Content-Type: multipart/alternative; boundary=a

        --a
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Your message to user@example.com couldn=E2=80=99t be deliver=
        ed because the mailbox is full.
        --a
        Content-Type: text/html; charset=utf-8

        <p>the same in HTML</p>
        --a--
        --r
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: base64

        UmVwb3J0aW5nLU1UQTogZG5zOyBleGNoYW5nZS5leGFtcGxlLm5ldAoKRmluYWwtUmVjaXBpZW50
        OiByZmM4MjI7IHVzZXJAZXhhbXBsZS5jb20KQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjIuMgo=
        --r--
        """

    static let feedback = """
        From: feedback@isp.example.net
        Subject: Abuse report
        Content-Type: multipart/report; report-type=feedback-report; boundary=f

        --f
        Content-Type: text/plain

        This is an abuse report.
        --f
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: SomeGenerator/1.0
        Original-Rcpt-To: <user@example.com>
        Source-IP: 192.0.2.1

        --f
        Content-Type: text/rfc822-headers

        From: sender@example.org
        Subject: offer

        --f--
        """

    static let disposition = """
        From: user@example.com
        Subject: Read: test
        Content-Type: multipart/report; report-type=disposition-notification; boundary=m

        --m

        The mail was displayed.
        --m
        Content-Type: message/disposition-notification

        Reporting-UA: mail.example.com; SomeReader 1.0
        Final-Recipient: rfc822;user@example.com
        Original-Message-ID: <1@example.org>
        Disposition: manual-action/MDN-sent-manually; displayed

        --m--
        """

    /// `multipart/report` whose header was lost when somebody pasted it.
    static let pasted = """
        Here is what I got:

        --b1
        Content-Type: text/plain

        The mail did not go through.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; user@example.com
        Action: failed
        Status: 5.4.4

        --b1--
        """

    static let all: [String] = [postfix, qmail, mixed, forwarded, alternative, feedback, disposition, pasted]
}
