/** Types as Valibot names them, in plain words. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
  null: 'null',
}
const SIGNS: Readonly<Record<string, string>> = {
  '<=': 'at most',
  '>=': 'at least',
  '<': 'less than',
  '>': 'more than',
}

const typeInWords = (expected: string): string => {
  const bare = expected.replace(/^\((.*)\)$/, '$1')
  const parts = bare.split(' | ')
  const named = parts.map((one) => TYPES[one] ?? one.replace(/^"(.*)"$/, '$1'))
  const isChoice = parts.length > 1 && parts.every((one) => one.startsWith('"'))
  return isChoice ? `one of: ${named.join(', ')}` : named.join(' or ')
}

function boundInWords(kind: string, expected: string): string | undefined {
  const [, sign = '', bound = ''] = /^([<>]=?)(.+)$/.exec(expected) ?? []
  const words = SIGNS[sign]
  if (words === undefined) return undefined
  return kind === 'length' ? `Its length must be ${words} ${bound}.` : `Give ${words} ${bound}.`
}

/** Valibot's own messages in plain words; the messages of our schemas are plain already. */
export function issueText(message: string): string {
  if (/^Invalid (?:integer|safe integer)\b/.test(message)) return 'Give a whole number.'
  const [, kind = '', expected = '', received] =
    /^Invalid ([a-z ]+): Expected (.+?)(?: (?:but|and) received (.+))?$/s.exec(message) ?? []
  if (kind === '') return message
  if (expected === 'never') return 'There is no such field.'
  if (received === 'undefined') return 'This field is missing.'
  if (kind === 'type' || kind === 'key') return `Give ${typeInWords(expected)}.`
  return boundInWords(kind, expected) ?? 'This value does not have the form that is documented.'
}
