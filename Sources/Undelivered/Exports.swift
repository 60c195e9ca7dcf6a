// Who imports Undelivered sees the words that its interface is made of: replies and status codes, messages and their limits, packs and what
// is wrong with them.
@_exported public import DeliveryTypes
@_exported public import MailReading
@_exported public import RuleEngine
@_exported public import RulePackCompiler
