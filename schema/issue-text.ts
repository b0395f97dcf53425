/** Types as Valibot names them, in plain words. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
  null: 'null',
}

const typeInWords = (expected: string): string => {
  const bare = expected.replace(/^\((.*)\)$/, '$1')
  const named = bare.split(' | ').map((one) => TYPES[one] ?? one.replace(/^"(.*)"$/, '$1'))
  const isChoice = bare.split(' | ').every((one) => one.startsWith('"'))
  return isChoice && named.length > 1 ? `one of: ${named.join(', ')}` : named.join(' or ')
}

/** Valibot's own messages in plain words; the messages of our schemas are plain already. */
export function issueText(message: string): string {
  const [, kind, expected = '', received] =
    /^Invalid (\w+): Expected (.+?)(?: (?:but|and) received (.+))?$/s.exec(message) ?? []
  if (kind === undefined) return message
  if (expected === 'never') return 'There is no such field.'
  if (received === 'undefined') return 'This field is missing.'
  if (kind === 'type' || kind === 'key') return `Give ${typeInWords(expected)}.`
  const [, sign, bound = ''] = /^([<>]=?)(.+)$/.exec(expected) ?? []
  const words: Readonly<Record<string, string>> = {
    '<=': 'at most',
    '>=': 'at least',
    '<': 'less than',
    '>': 'more than',
  }
  return sign ? `Give ${words[sign]} ${bound}.` : `Give ${expected}.`
}
