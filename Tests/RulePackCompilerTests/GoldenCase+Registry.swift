/// What an author sees for every kind of finding: the files and the whole text, to the letter.
///
/// Files begin with the header of the pack `shop` unless `isWhole` says otherwise; the first is shop.yaml, a second more.yaml.
extension GoldenCase {
    static let all: [GoldenCase] = [
        GoldenCase(
            "E001", "a text with a second colon",
            files: [
                #"""
                license: Error: none
                """#
            ],
            expected: #"""
                error[E001]: a second `: ` in one line
                  --> shop.yaml:7:15
                   |
                 7 | license: Error: none
                   |               ^
                  = help: put the text in quotes: 'Error: mailbox full'
                """#),
        GoldenCase(
            "E001", "quotes that are never closed",
            files: [
                #"""
                rules:
                  - id: "full
                """#
            ],
            expected: #"""
                error[E001]: while scanning a quoted scalar: found unexpected end of stream
                  --> shop.yaml:8:9
                   |
                 8 |   - id: "full
                   |         ^
                  = help: the quotes that begin here are never closed
                """#),
        GoldenCase(
            "E001", "a tab as indentation", isWhole: true,
            files: [
                #"""
                schema: 1
                pack:
                	id: shop
                """#
            ],
            expected: #"""
                error[E001]: a tab cannot indent YAML
                  --> shop.yaml:3:1
                   |
                 3 | 	id: shop
                   | ^
                  = help: indent with spaces
                """#),
        GoldenCase(
            "E001", "a text that begins with a sign of YAML",
            files: [
                #"""
                rules:
                  - { id: full, match: { text: [@example] } }
                """#
            ],
            expected: #"""
                error[E001]: while scanning for the next token: found character that cannot start any token
                  --> shop.yaml:8:33
                   |
                 8 |   - { id: full, match: { text: [@example] } }
                   |                                 ^
                  = help: a text that begins with this character needs quotes
                """#),
        GoldenCase(
            "E003", "an anchor",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [&full mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E003]: `&full` is a YAML anchor; rule packs have none
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: [&full mailbox is full] }
                   |                     ^^^^^^^^^^^^^^^^^^^^^
                  = help: for phrases used several times write `lists:` and `{list: name}`; a text that begins with `&` needs quotes
                """#),
        GoldenCase(
            "E003", "an alias",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [*full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E003]: `*full` is a YAML alias; rule packs have none
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: [*full] }
                   |                     ^^^^^
                  = help: for phrases used several times write `lists:` and `{list: name}`; a text that begins with `*` needs quotes
                """#),
        GoldenCase(
            "E004", "a tag",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [!text mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E004]: `!text` is a YAML tag; rule packs have none
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: [!text mailbox is full] }
                   |                     ^^^^^^^^^^^^^^^^^^^^^
                  = help: every value is read as it is written; a text that begins with `!` needs quotes
                """#),
        GoldenCase(
            "E005", "a second document",
            files: [
                #"""
                ---
                schema: 1
                """#
            ],
            expected: #"""
                error[E005]: a second YAML document begins here
                  --> shop.yaml:7:1
                   |
                 7 | ---
                   | ^^^
                  = help: one file is one document: put the rest into a file of its own, or remove `---`
                """#),
        GoldenCase(
            "E006", "a key written twice",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    match: { text: [quota exceeded] }
                """#
            ],
            expected: #"""
                error[E006]: the key `match` is written twice
                  --> shop.yaml:13:5
                   |
                13 |     match: { text: [quota exceeded] }
                   |     ^^^^^ written again here
                  = help: YAML would silently drop the first one
                  = note: first written here
                  --> shop.yaml:9:5
                   |
                 9 |     match: { text: [mailbox is full] }
                   |     ^^^^^
                """#),
        GoldenCase(
            "E007", "nesting deeper than 16", isWhole: true,
            files: [
                #"""
                schema: 1
                rules: [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]
                """#
            ],
            expected: #"""
                error[E007]: more than 16 levels of nesting
                  --> shop.yaml:2:23
                   |
                 2 | rules: [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]
                   |                       ^
                  = help: the rest of the file was not read
                """#),
        GoldenCase(
            "E008", "a matcher with a slip of the pen",
            files: [
                #"""
                rules:
                  - id: full
                    match: { all: [{ replay: [550] }] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E008]: unknown matcher `replay`
                  --> shop.yaml:9:22
                   |
                 9 |     match: { all: [{ replay: [550] }] }
                   |                      ^^^^^^ not defined in schema 1
                  = help: did you mean `reply`?
                """#),
        GoldenCase(
            "E008", "an unknown key of a rule",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    severity: high
                """#
            ],
            expected: #"""
                error[E008]: unknown key `severity`
                  --> shop.yaml:13:5
                   |
                13 |     severity: high
                   |     ^^^^^^^^ not defined in schema 1
                  = help: allowed: id, scope, rank, match, verdict, message, before, references, examples, since, deprecated, suppress
                """#),
        GoldenCase(
            "E008", "an unknown section",
            files: [
                #"""
                rule: []
                """#
            ],
            expected: #"""
                error[E008]: unknown key `rule`
                  --> shop.yaml:7:1
                   |
                 7 | rule: []
                   | ^^^^ not defined in schema 1
                  = help: did you mean `rules`?
                """#),
        GoldenCase(
            "E008", "a text cut by a comma", isWhole: true,
            files: [
                #"""
                schema: 1
                pack:
                  id: shop
                  version: 1.0.0
                  tier: site
                  title: { en: Shop, mail and more, ja: 店 }
                """#
            ],
            expected: #"""
                error[E008]: `mail and more` is not the code of a language
                  --> shop.yaml:6:22
                   |
                 6 |   title: { en: Shop, mail and more, ja: 店 }
                   |                      ^^^^^^^^^^^^^
                  = help: a comma ends a text inside `{ }` and `[ ]`: put the text in quotes
                """#),
        GoldenCase(
            "E009", "a list where a mapping is needed",
            files: [
                #"""
                rules:
                  - id: full
                    match: [mailbox is full]
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E009]: a match must be a mapping, not a list
                  --> shop.yaml:9:12
                   |
                 9 |     match: [mailbox is full]
                   |            ^^^^^^^^^^^^^^^^^
                  = help: for example `match: { text: [mailbox is full] }`
                """#),
        GoldenCase(
            "E009", "a list where a text is needed",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: [mailbox.full] }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E009]: a text is needed here, not a list
                  --> shop.yaml:10:23
                   |
                10 |     verdict: { cause: [mailbox.full] }
                   |                       ^^^^^^^^^^^^^^
                """#),
        GoldenCase(
            "E010", "a rule without a verdict",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                """#
            ],
            expected: #"""
                error[E010]: rule `full` has no `verdict`
                  --> shop.yaml:8:5
                   |
                 8 |   - id: full
                   |     ^^
                """#),
        GoldenCase(
            "E011", "a side that does not exist",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full, side: receiver }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E011]: unknown side `receiver`
                  --> shop.yaml:10:43
                   |
                10 |     verdict: { cause: mailbox.full, side: receiver }
                   |                                           ^^^^^^^^
                  = help: allowed: sender, recipient, third-party, undetermined, none
                """#),
        GoldenCase(
            "E011", "a code that cannot be suppressed",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    suppress: [W099]
                """#
            ],
            expected: #"""
                error[E011]: `W099` is not the code of a warning
                  --> shop.yaml:13:16
                   |
                13 |     suppress: [W099]
                   |                ^^^^
                  = help: warnings are W001 to W018 and W050 and up; errors cannot be silenced
                """#),
        GoldenCase(
            "E012", "a file without a schema", isWhole: true,
            files: [
                #"""
                pack:
                  id: shop
                  version: 1.0.0
                  tier: site
                  title: { en: Shop, ja: 店 }
                """#
            ],
            expected: #"""
                error[E012]: the file has no `schema`
                  --> shop.yaml:1:1
                   |
                 1 | pack:
                   | ^
                  = help: every file begins with `schema: 1`
                """#),
        GoldenCase(
            "E012", "another schema", isWhole: true,
            files: [
                #"""
                schema: 2
                pack:
                  id: shop
                  version: 1.0.0
                  tier: site
                  title: { en: Shop, ja: 店 }
                """#
            ],
            expected: #"""
                error[E012]: this version reads schema 1 only
                  --> shop.yaml:1:9
                   |
                 1 | schema: 2
                   |         ^
                  = help: every file begins with `schema: 1`
                """#),
        GoldenCase(
            "E013", "a pack declared in two files",
            files: [
                #"""

                """#,
                #"""
                schema: 1
                pack:
                  id: other
                """#,
            ],
            expected: #"""
                error[E013]: `pack:` is written twice
                  --> more.yaml:2:1
                   |
                 2 | pack:
                   | ^^^^
                  = help: exactly one file of a pack has `pack:`; a second pack needs a folder of its own
                  = note: first written here
                  --> shop.yaml:2:1
                   |
                 2 | pack:
                   | ^^^^
                """#),
        GoldenCase(
            "E013", "no pack at all", isWhole: true,
            files: [
                #"""
                schema: 1
                rules: []
                """#
            ],
            expected: #"""
                error[E013]: no file has `pack:`
                  = help: exactly one file of a pack has `pack:` with its id
                """#),
        GoldenCase(
            "E014", "an id in camel case",
            files: [
                #"""
                rules:
                  - id: mailboxFull
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E014]: `mailboxFull` cannot be the id of a rule
                  --> shop.yaml:8:9
                   |
                 8 |   - id: mailboxFull
                   |         ^^^^^^^^^^^
                  = help: lower-case letters, digits and single hyphens, at most 64: `mailbox-full`
                """#),
        GoldenCase(
            "E015", "a list defined in two files",
            files: [
                #"""
                lists: { full: [mailbox is full] }
                rules: []
                """#,
                #"""
                schema: 1
                lists: { full: [quota exceeded] }
                """#,
            ],
            expected: #"""
                error[E015]: the list `full` is defined twice
                  --> more.yaml:2:10
                   |
                 2 | lists: { full: [quota exceeded] }
                   |          ^^^^
                  = note: first defined here
                  --> shop.yaml:7:10
                   |
                 7 | lists: { full: [mailbox is full] }
                   |          ^^^^
                """#),
        GoldenCase(
            "E015", "a rule defined twice",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                """#
            ],
            expected: #"""
                error[E015]: the rule `shop/full` is defined twice
                  --> shop.yaml:13:9
                   |
                13 |   - id: full
                   |         ^^^^
                  = note: first defined here
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                """#),
        GoldenCase(
            "E016", "a regex in double quotes",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: "\bquota" }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E016]: a regex in double quotes: YAML would turn `\b` into U+0008
                  --> shop.yaml:9:21
                   |
                 9 |     match: { regex: "\bquota" }
                   |                     ^^^^^^^^^
                  = help: write it in single quotes
                """#),
        GoldenCase(
            "E016", "an escape that YAML does not know",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: "quota \d+" }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E016]: YAML does not know this escape
                  --> shop.yaml:9:28
                   |
                 9 |     match: { regex: "quota \d+" }
                   |                            ^
                  = help: write a regex in single quotes: '\d+'
                """#),
        GoldenCase(
            "E017", "look-ahead",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: 'quota (?=full)' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E017]: look-around is not supported
                  --> shop.yaml:9:28
                   |
                 9 |     match: { regex: 'quota (?=full)' }
                   |                            ^^^
                  = help: write a second condition instead
                """#),
        GoldenCase(
            "E017", "an unclosed group behind a doubled quote",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: 'user''s quota (full' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E017]: the `(` is never closed
                  --> shop.yaml:9:36
                   |
                 9 |     match: { regex: 'user''s quota (full' }
                   |                                    ^
                  = help: write `\(` for a parenthesis
                """#),
        GoldenCase(
            "E018", "a regex that matches the empty text",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: '(quota)*' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E018]: the regex matches the empty text, and so everywhere
                  --> shop.yaml:9:21
                   |
                 9 |     match: { regex: '(quota)*' }
                   |                     ^^^^^^^^^^
                  = help: make one part of it necessary: `+` instead of `*`
                """#),
        GoldenCase(
            "E019", "a character class in a reply code",
            files: [
                #"""
                rules:
                  - id: full
                    match: { reply: [550, 55[02]] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E019]: a reply code has no character classes
                  --> shop.yaml:9:27
                   |
                 9 |     match: { reply: [550, 55[02]] }
                   |                           ^^^^^^
                  = help: write `55x`, a range `550-559`, or a list `[550, 552]`
                """#),
        GoldenCase(
            "E019", "a reply code of four digits",
            files: [
                #"""
                rules:
                  - id: full
                    match: { reply: 5500 }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E019]: `5500` is not a pattern of reply codes
                  --> shop.yaml:9:21
                   |
                 9 |     match: { reply: 5500 }
                   |                     ^^^^
                  = help: write `550`, `55x`, `5xx` or `550-554`
                """#),
        GoldenCase(
            "E020", "an enhanced code of two numbers",
            files: [
                #"""
                rules:
                  - id: full
                    match: { status: 5.1 }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E020]: `5.1` is not a pattern of enhanced status codes
                  --> shop.yaml:9:22
                   |
                 9 |     match: { status: 5.1 }
                   |                      ^^^
                  = help: three numbers, the first 2, 4 or 5; `x` for any: `5.1.1`, `5.1.x`, `x.2.2`
                """#),
        GoldenCase(
            "E021", "a wildcard that YAML takes for an alias",
            files: [
                #"""
                rules:
                  - id: full
                    match: { remote_mta: [*.example.net] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E021]: `*.example.net`: rule packs have no wildcards
                  --> shop.yaml:9:27
                   |
                 9 |     match: { remote_mta: [*.example.net] }
                   |                           ^^^^^^^^^^^^^
                  = help: write `.example.net` for the domain and everything below it
                """#),
        GoldenCase(
            "E021", "a wildcard in quotes",
            files: [
                #"""
                rules:
                  - id: full
                    match: { remote_mta: ['*.example.net'] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E021]: `*.example.net`: rule packs have no wildcards
                  --> shop.yaml:9:27
                   |
                 9 |     match: { remote_mta: ['*.example.net'] }
                   |                           ^^^^^^^^^^^^^^^
                  = help: write `.example.net` for the domain and everything below it
                """#),
        GoldenCase(
            "E021", "an address where a domain is needed",
            files: [
                #"""
                rules:
                  - id: full
                    match: { recipient_domain: user@example.net }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E021]: `user@example.net`: this is not a domain name
                  --> shop.yaml:9:32
                   |
                 9 |     match: { recipient_domain: user@example.net }
                   |                                ^^^^^^^^^^^^^^^^
                  = help: write `mx.example.net`, or `.example.net` for the domain and everything below it; names in other scripts as `xn--…`
                """#),
        GoldenCase(
            "E022", "a phrase of white space",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: ['  '] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E022]: a phrase of white space only
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: ['  '] }
                   |                     ^^^^
                """#),
        GoldenCase(
            "E023", "a size without a number",
            files: [
                #"""
                rules:
                  - id: full
                    match: { size: '>= big' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E023]: `>= big` is not a comparison with a number
                  --> shop.yaml:9:20
                   |
                 9 |     match: { size: '>= big' }
                   |                    ^^^^^^^^
                  = help: write for example `">= 25MB"`
                """#),
        GoldenCase(
            "E023", "a version of words", isWhole: true,
            files: [
                #"""
                schema: 1
                pack:
                  id: shop
                  version: new
                  tier: site
                  title: { en: Shop, ja: 店 }
                """#
            ],
            expected: #"""
                error[E023]: `new` is not a version
                  --> shop.yaml:4:12
                   |
                 4 |   version: new
                   |            ^^^
                  = help: write for example 1.0.0
                """#),
        GoldenCase(
            "E024", "a variable that YAML takes for a mapping",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message:
                      en: {recipient} is full
                      ja: 満杯
                """#
            ],
            expected: #"""
                error[E024]: `{recipient}` begins a YAML mapping
                  --> shop.yaml:14:11
                   |
                14 |       en: {recipient} is full
                   |           ^^^^^^^^^^^
                  = help: write the variable as `${recipient}`
                """#),
        GoldenCase(
            "E024", "a variable without its dollar sign",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message: { en: "The mailbox of {recipient} is full.", ja: 満杯です。 }
                """#
            ],
            expected: #"""
                error[E024]: `{recipient}` is not a variable
                  --> shop.yaml:13:36
                   |
                13 |     message: { en: "The mailbox of {recipient} is full.", ja: 満杯です。 }
                   |                                    ^^^^^^^^^^^
                  = help: write the variable as `${recipient}`
                """#),
        GoldenCase(
            "E024", "a variable that is never closed",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message: { en: "${recipient is full", ja: 満杯です。 }
                """#
            ],
            expected: #"""
                error[E024]: ` ` cannot stand in the name of a variable
                  --> shop.yaml:13:32
                   |
                13 |     message: { en: "${recipient is full", ja: 満杯です。 }
                   |                                ^
                  = help: write `${name}`, or `${name? text}` for a text that is left out where the value is unknown
                """#),
        GoldenCase(
            "E025", "a variable that nothing captures",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message: { en: "More than ${limits}.", ja: "${limit}を超過" }
                """#
            ],
            expected: #"""
                error[E025]: nothing captures `${limits}`
                  --> shop.yaml:13:33
                   |
                13 |     message: { en: "More than ${limits}.", ja: "${limit}を超過" }
                   |                                 ^^^^^^
                  = help: did you mean `${limit}`?
                """#),
        GoldenCase(
            "E026", "a variable captured in one branch only",
            files: [
                #"""
                rules:
                  - id: full
                    match: { any: [{ regex: 'quota of (?<quota>[0-9]+)' }, { text: [mailbox is full] }] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message: { en: "More than ${quota}.", ja: "超過${quota? (上限 ${quota})}" }
                """#
            ],
            expected: #"""
                error[E026]: `${quota}` is captured in some matches only
                  --> shop.yaml:13:33
                   |
                13 |     message: { en: "More than ${quota}.", ja: "超過${quota? (上限 ${quota})}" }
                   |                                 ^^^^^
                  = help: write `${quota? … ${quota} …}` around the words that need it, or capture it in every branch
                """#),
        GoldenCase(
            "E027", "a group that is no field of a report",
            files: [
                #"""
                layouts:
                  - id: shop
                    recognise: { body: [delivery of your order mail failed] }
                    fields: ['^to: (?<recipent>\S+)']
                """#
            ],
            expected: #"""
                error[E027]: no field of a report is named `recipent`
                  --> shop.yaml:10:23
                   |
                10 |     fields: ['^to: (?<recipent>\S+)']
                   |                       ^^^^^^^^
                  = help: did you mean `recipient`?
                """#),
        GoldenCase(
            "E027", "recipients that capture no recipient",
            files: [
                #"""
                layouts:
                  - id: shop
                    recognise: { body: [delivery of your order mail failed] }
                    recipients: ['^to: \S+']
                """#
            ],
            expected: #"""
                error[E027]: the regex does not capture `recipient`
                  --> shop.yaml:10:18
                   |
                10 |     recipients: ['^to: \S+']
                   |                  ^^^^^^^^^^
                  = help: write `(?<recipient>…)`
                """#),
        GoldenCase(
            "E028", "an empty match",
            files: [
                #"""
                rules:
                  - id: full
                    match: {}
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E028]: an empty match would hold for every mail
                  --> shop.yaml:9:12
                   |
                 9 |     match: {}
                   |            ^^
                """#),
        GoldenCase(
            "E028", "an empty list",
            files: [
                #"""
                rules:
                  - id: full
                    match: { reply: [] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                error[E028]: the list is empty
                  --> shop.yaml:9:21
                   |
                 9 |     match: { reply: [] }
                   |                     ^^
                """#),
        GoldenCase(
            "E029", "a list that is not defined",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [{ list: quota-word }] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                lists: { quota-words: [over quota] }
                """#
            ],
            expected: #"""
                error[E029]: there is no list `quota-word`
                  --> shop.yaml:9:29
                   |
                 9 |     match: { text: [{ list: quota-word }] }
                   |                             ^^^^^^^^^^
                  = help: did you mean `quota-words`?
                """#),
        GoldenCase(
            "W001", "a text that YAML cuts off",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    deprecated: see order #1234
                    suppress: W015 # told apart by others
                """#
            ],
            expected: #"""
                warning[W001]: the text ends before `#`: YAML reads the rest as a comment
                  --> shop.yaml:13:27
                   |
                13 |     deprecated: see order #1234
                   |                           ^ not part of the text
                  = help: put the text in quotes; or write `# ` if a comment is meant
                """#),
        GoldenCase(
            "W002", "no example",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W002]: rule `shop/full` has no example that it matches
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                  = help: add a reply as a server prints it to `examples: { match: […] }`
                """#),
        GoldenCase(
            "W003", "no counter-example",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"] }
                """#
            ],
            expected: #"""
                warning[W003]: rule `shop/full` has no example that it must not match
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                  = help: add a near miss, a similar text with another cause, to `examples: { no_match: […] }`
                """#),
        GoldenCase(
            "W004", "a text in one language",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    message: { en: The mailbox is full. }
                """#
            ],
            expected: #"""
                warning[W004]: the text is missing in `ja`
                  --> shop.yaml:13:14
                   |
                13 |     message: { en: The mailbox is full. }
                   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: readers of that language get another one
                """#),
        GoldenCase(
            "W005", "no reference",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W005]: rule `shop/full` says nowhere where its knowledge comes from
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                  = help: add an RFC with its section, a page of the vendor, or `observed: <system>` to `references`
                """#),
        GoldenCase(
            "W006", "a vendor pack without a scope", isWhole: true,
            files: [
                #"""
                schema: 1
                pack:
                  id: shop
                  version: 1.0.0
                  tier: vendor
                  title: { en: Shop, ja: 店 }
                """#
            ],
            expected: #"""
                warning[W006]: a vendor pack without `scope` speaks about everybody's mail
                  --> shop.yaml:2:1
                   |
                 2 | pack:
                   | ^^^^
                  = help: add `scope: { remote_mta: [.example.net] }`, or make the tier `standard`
                """#),
        GoldenCase(
            "W007", "a short phrase",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [ful] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W007]: the phrase `ful` is so short that it stands in other words
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: [ful] }
                   |                     ^^^
                  = help: write more of the text, at least 4 letters
                """#),
        GoldenCase(
            "W008", "a phrase that another one subsumes",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full, The Mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W008]: the phrase never decides: a shorter one stands in it
                  --> shop.yaml:9:38
                   |
                 9 |     match: { text: [mailbox is full, The Mailbox is full] }
                   |                                      ^^^^^^^^^^^^^^^^^^^
                  = help: remove one of the two
                  = note: this one holds wherever it holds
                  --> shop.yaml:9:21
                   |
                 9 |     match: { text: [mailbox is full, The Mailbox is full] }
                   |                     ^^^^^^^^^^^^^^^
                """#),
        GoldenCase(
            "W009", "the same test twice",
            files: [
                #"""
                rules:
                  - id: full
                    match: { reply: [552, 552], text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W009]: the same test stands here twice
                  --> shop.yaml:9:27
                   |
                 9 |     match: { reply: [552, 552], text: [mailbox is full] }
                   |                           ^^^
                  = help: remove one of the two
                  = note: first written here
                  --> shop.yaml:9:22
                   |
                 9 |     match: { reply: [552, 552], text: [mailbox is full] }
                   |                      ^^^
                """#),
        GoldenCase(
            "W010", "a list that nothing uses",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                lists: { quota-words: [over quota] }
                """#
            ],
            expected: #"""
                warning[W010]: no rule uses the list `quota-words`
                  --> shop.yaml:13:10
                   |
                13 | lists: { quota-words: [over quota] }
                   |          ^^^^^^^^^^^
                  = help: remove it, or use it with `{list: quota-words}`
                """#),
        GoldenCase(
            "W011", "a regex without a literal",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: '[a-z]{2}[0-9]{3}' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W011]: every text has to be searched for this regex: no word of it stands in every match
                  --> shop.yaml:9:21
                   |
                 9 |     match: { regex: '[a-z]{2}[0-9]{3}' }
                   |                     ^^^^^^^^^^^^^^^^^^
                  = help: add a word of at least 4 letters that every match contains
                """#),
        GoldenCase(
            "W012", "an unescaped dot",
            files: [
                #"""
                rules:
                  - id: full
                    match: { regex: 'quota 5.2.2' }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W012]: the dot between digits matches any character
                  --> shop.yaml:9:29
                   |
                 9 |     match: { regex: 'quota 5.2.2' }
                   |                             ^
                  = help: write `\.`
                """#),
        GoldenCase(
            "W013", "an address of somebody",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 <taro@gmail.com>: mailbox is full, from 8.8.8.8"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W013]: `taro@gmail.com` may belong to somebody
                  --> shop.yaml:12:31
                   |
                12 |     examples: { match: ["552 <taro@gmail.com>: mailbox is full, from 8.8.8.8"], no_match: ["550 no such user"] }
                   |                               ^^^^^^^^^^^^^^
                  = help: use example.com, example.net, example.org or example.jp, and 192.0.2.x, 198.51.100.x, 203.0.113.x or 2001:db8::

                warning[W013]: `8.8.8.8` may belong to somebody
                  --> shop.yaml:12:70
                   |
                12 |     examples: { match: ["552 <taro@gmail.com>: mailbox is full, from 8.8.8.8"], no_match: ["550 no such user"] }
                   |                                                                      ^^^^^^^
                  = help: use example.com, example.net, example.org or example.jp, and 192.0.2.x, 198.51.100.x, 203.0.113.x or 2001:db8::
                """#),
        GoldenCase(
            "W014", "a reply and a status of different classes",
            files: [
                #"""
                rules:
                  - id: full
                    match: { reply: 4xx, status: [5.2.2] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W014]: the reply code and the enhanced code are of different classes
                  --> shop.yaml:9:35
                   |
                 9 |     match: { reply: 4xx, status: [5.2.2] }
                   |                                   ^^^^^
                  = help: 4yz replies go with 4.x.x, 5yz with 5.x.x (RFC 2034 section 4)
                """#),
        GoldenCase(
            "W015", "a deprecated rule",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    deprecated: the wording is gone since 2.0
                """#
            ],
            expected: #"""
                warning[W015]: rule `shop/full` is deprecated: the wording is gone since 2.0
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                """#),
        GoldenCase(
            "W017", "a match that needs nothing",
            files: [
                #"""
                rules:
                  - id: full
                    match: { not: { text: [mailbox is full] } }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                """#
            ],
            expected: #"""
                warning[W017]: rule `shop/full` can match where nothing speaks for it
                  --> shop.yaml:8:9
                   |
                 8 |   - id: full
                   |         ^^^^
                  = help: add something that must be there beside what must not be there
                """#),
        GoldenCase(
            "W018", "a suppression without a warning",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    suppress: [W011] # nothing is slow here
                """#
            ],
            expected: #"""
                warning[W018]: `W011` is suppressed, but there is no such warning here
                  --> shop.yaml:13:16
                   |
                13 |     suppress: [W011] # nothing is slow here
                   |                ^^^^
                  = help: remove it
                """#),
        GoldenCase(
            "E030", "an unknown cause",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.ful }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                """#
            ],
            expected: #"""
                error[E030]: unknown cause `mailbox.ful`
                  --> shop.yaml:10:23
                   |
                10 |     verdict: { cause: mailbox.ful }
                   |                       ^^^^^^^^^^^
                  = help: did you mean `mailbox.full`?
                """#),
        GoldenCase(
            "E031", "an unknown action",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full, actions: [retry-latr] }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                actions:
                  - { id: retry-later, reader: sender, text: { en: Try again., ja: 再送してください。 } }
                """#
            ],
            expected: #"""
                error[E031]: unknown action `retry-latr`
                  --> shop.yaml:10:47
                   |
                10 |     verdict: { cause: mailbox.full, actions: [retry-latr] }
                   |                                               ^^^^^^^^^^
                  = help: did you mean `retry-later`?
                """#),
        GoldenCase(
            "E032", "an unknown layout",
            files: [
                #"""
                rules:
                  - id: full
                    match: { layout: qmail }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                """#
            ],
            expected: #"""
                error[E032]: unknown layout `qmail`
                  --> shop.yaml:9:22
                   |
                 9 |     match: { layout: qmail }
                   |                      ^^^^^
                  = help: no loaded pack defines it
                """#),
        GoldenCase(
            "E032", "a layout that reads like none",
            files: [
                #"""
                layouts:
                  - { id: failure, recognise: { body: [Mail for you came back] }, recipients: ['^To: (?<recipient>.*)'], references: [observed] }
                  - { id: delay, kind: delay, recognise: { body: [Mail for you waits] }, reads_like: failures, references: [observed] }
                """#
            ],
            expected: #"""
                error[E032]: the pack has no layout `failures` that says how its report is read
                  --> shop.yaml:9:86
                   |
                 9 |   - { id: delay, kind: delay, recognise: { body: [Mail for you waits] }, reads_like: failures, references: [observed] }
                   |                                                                                      ^^^^^^^^
                  = help: did you mean `failure`?
                """#),
        GoldenCase(
            "E023", "a layout that reads like another one and by itself",
            files: [
                #"""
                layouts:
                  - { id: failure, recognise: { body: [Mail for you came back] }, recipients: ['^To: (?<recipient>.*)'], references: [observed] }
                  - { id: delay, kind: delay, recognise: { body: [Mail for you waits] }, reads_like: failure, unit: paragraph, references: [observed] }
                """#
            ],
            expected: #"""
                error[E023]: `unit` stands beside `reads_like`
                  --> shop.yaml:9:95
                   |
                 9 |   - { id: delay, kind: delay, recognise: { body: [Mail for you waits] }, reads_like: failure, unit: paragraph, references: [observed] }
                   |                                                                                               ^^^^
                  = help: a layout says itself how its report is read, or reads it as `failure` does
                """#),
        GoldenCase(
            "E033", "before a rule that does not exist",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    before: [fulll]
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                """#
            ],
            expected: #"""
                error[E033]: there is no rule `shop/fulll`
                  --> shop.yaml:13:14
                   |
                13 |     before: [fulll]
                   |              ^^^^^
                  = help: did you mean `shop/full`?
                """#),
        GoldenCase(
            "E034", "a circle of before",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    before: [quota]
                  - id: quota
                    match: { text: [over quota] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                    before: [full]
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                """#
            ],
            expected: #"""
                error[E034]: `before` goes round in a circle: shop/full, shop/quota, shop/full
                  --> shop.yaml:19:14
                   |
                19 |     before: [full]
                   |              ^^^^
                  = help: remove one of them
                """#),
        GoldenCase(
            "E035", "an override without a target",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                overrides:
                  - { target: shop/ful, because: it is wrong, disable: true }
                """#
            ],
            expected: #"""
                error[E035]: there is no rule `shop/ful`
                  --> shop.yaml:16:15
                   |
                16 |   - { target: shop/ful, because: it is wrong, disable: true }
                   |               ^^^^^^^^
                  = help: did you mean `shop/full`?
                """#),
        GoldenCase(
            "E036", "a pack that is not loaded",
            files: [
                #"""
                  requires: { packs: { standard: ">=1.0" } }
                rules: []
                """#
            ],
            expected: #"""
                error[E036]: the pack `standard` is needed, but not loaded
                  --> shop.yaml:7:24
                   |
                 7 |   requires: { packs: { standard: ">=1.0" } }
                   |                        ^^^^^^^^
                  = help: load it together with `shop`
                """#),
        GoldenCase(
            "E036", "an engine of the future",
            files: [
                #"""
                  requires: { engine: ">=2" }
                rules: []
                """#
            ],
            expected: #"""
                error[E036]: the engine has version 1.0.0, but >=2 is needed
                  --> shop.yaml:7:23
                   |
                 7 |   requires: { engine: ">=2" }
                   |                       ^^^^^
                """#),
        GoldenCase(
            "E037", "six actions for one reader",
            files: [
                #"""
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, actions: [a0, a1, a2, a3, a4, a5], summary: { en: Full., ja: 満杯。 } }
                actions:
                  - { id: a0, reader: sender, text: { en: Do it., ja: してください。 } }
                  - { id: a1, reader: sender, text: { en: Do it., ja: してください。 } }
                  - { id: a2, reader: sender, text: { en: Do it., ja: してください。 } }
                  - { id: a3, reader: sender, text: { en: Do it., ja: してください。 } }
                  - { id: a4, reader: sender, text: { en: Do it., ja: してください。 } }
                  - { id: a5, reader: sender, text: { en: Do it., ja: してください。 } }
                """#
            ],
            expected: #"""
                error[E037]: more than five actions for the sender
                  --> shop.yaml:8:148
                   |
                 8 | …rary, suppress_recipient: no, actions: [a0, a1, a2, a3, a4, a5], summary: { en: Full., ja: 満杯。 } }
                   |                                                              ^^
                  = help: nobody reads a sixth: keep the most useful ones
                """#),
        GoldenCase(
            "W016", "an override that changes nothing",
            files: [
                #"""
                rules:
                  - id: full
                    match: { text: [mailbox is full] }
                    verdict: { cause: mailbox.full }
                    references: ["RFC 5321 4.2"]
                    examples: { match: ["552 mailbox is full"], no_match: ["550 no such user"] }
                causes:
                  - { id: mailbox.full, title: { en: Full, ja: 満杯 }, side: recipient, permanence: temporary, suppress_recipient: no, summary: { en: Full., ja: 満杯。 } }
                overrides:
                  - { target: shop/full, because: just so, replace: { verdict: { cause: mailbox.full } } }
                """#
            ],
            expected: #"""
                warning[W016]: the override changes nothing: the rule says the same already
                  --> shop.yaml:16:5
                   |
                16 |   - { target: shop/full, because: just so, replace: { verdict: { cause: mailbox.full } } }
                   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: remove it
                """#),
    ]
}
