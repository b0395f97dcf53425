import { isObject, type Json, type JsonObject, objectAt } from '../../worker/api/public/specification/json.ts'

/** Columns of a line; types that are longer are broken into lines. */
const WIDTH = 100

/**
 * A JSON Schema as a TypeScript type. Knows the keywords that the Worker's document has; anything else is a mistake of ours.
 * @param indent spaces before the line in which the type begins
 * @throws {Error} for a schema with other keywords
 */
export function typeText(schema: Json | undefined, indent = 0): string {
  if (!isObject(schema)) throw new Error(`This is no schema: ${JSON.stringify(schema)}`)
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword))
  if (unknown.length > 0) throw new Error(`No type says "${unknown.join()}" of ${JSON.stringify(schema)}`)
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? ''
  const either = schema.anyOf ?? schema.oneOf
  if (Array.isArray(either)) {
    return union(
      either.map((one) => typeText(one, indent + 2)),
      indent,
    )
  }
  if (Array.isArray(schema.enum)) {
    return union(
      schema.enum.map((one) => JSON.stringify(one)),
      indent,
    )
  }
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `${inBrackets(typeText(schema.items, indent))}[]`
  if (schema.type === 'object') return objectText(schema, indent)
  const scalar = SCALARS[String(schema.type)]
  if (scalar !== undefined) return scalar
  if (Object.keys(schema).every((key) => key === 'description')) return 'unknown'
  throw new Error(`No type is known for ${JSON.stringify(schema)}`)
}

/** Keywords that make a type, and those that only limit its values. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['$ref', 'anyOf', 'oneOf', 'enum', 'const', 'type', 'items', 'properties', 'required'],
  ...['additionalProperties', 'propertyNames', 'description', 'default', 'example', 'format', 'pattern'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'maxProperties'],
  ...['minimum', 'maximum', 'exclusiveMinimum'],
])

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A choice, one a line where they do not fit into one. */
function union(types: readonly string[], indent: number): string {
  const different = [...new Set(types)]
  const line = different.join(' | ')
  if (indent + line.length <= WIDTH || different.length === 1) return line
  // A choice in a choice continues it.
  return different.map((type) => `\n${' '.repeat(indent + 2)}| ${type.replace(/^\n +\| /, '')}`).join('')
}

/** A union needs brackets before "[]". */
const inBrackets = (type: string): string => (/^[\w.]+$/.test(type) ? type : `(${type})`)

function objectText(schema: JsonObject, indent: number): string {
  const { properties, additionalProperties: more } = schema
  if (!isObject(properties)) return `Record<string, ${isObject(more) ? typeText(more, indent) : 'unknown'}>`
  if (isObject(more)) throw new Error('No type says that further properties are of one form.')
  const required = Array.isArray(schema.required) ? schema.required : []
  const members = Object.entries(properties).map(([name, one]) => ({
    name: nameText(name, required.includes(name)),
    one,
    comment: commentText(one),
  }))
  return membersText(
    members.map(({ name, one, comment }) => ({ name, comment, type: typeText(one, indent + 2) })),
    indent,
  )
}

/** The name of a member; with a question mark unless it is always there. */
export const nameText = (name: string, isRequired: boolean): string =>
  `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${isRequired ? '' : '?'}`

const commentText = (schema: Json): string | undefined =>
  isObject(schema) && typeof schema.description === 'string' ? schema.description : undefined

/** A member of an object type. */
export type Member = { name: string; type: string; comment?: string | undefined }

/** An object type, in one line where it fits. */
export function membersText(members: readonly Member[], indent: number): string {
  if (members.length === 0) return 'Record<string, never>'
  const line = `{ ${members.map(({ name, type }) => `${name}: ${type}`).join('; ')} }`
  const fits = indent + line.length <= WIDTH && !line.includes('\n')
  if (fits && members.every(({ comment }) => comment === undefined)) return line
  const before = ' '.repeat(indent + 2)
  const lines = members.map(
    ({ name, type, comment }) =>
      `${comment === undefined ? '' : `${before}/** ${comment.replaceAll('*/', '* /')} */\n`}${before}${name}: ${type}`,
  )
  return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`
}

/** The names of other schemas that a schema refers to. */
export function referencesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isObject(value)) return []
  const own = typeof value.$ref === 'string' ? [value.$ref.split('/').at(-1) ?? ''] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}

/** The schemas of a document that some of its schemas need, themselves included, in the order of the document. */
export function closureOf(document: JsonObject, wanted: readonly string[]): string[] {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas')
  const found = new Set<string>()
  const visit = (name: string) => {
    if (found.has(name)) return
    const schema = schemas[name]
    if (schema === undefined) throw new Error(`The document has no schema "${name}".`)
    found.add(name)
    referencesIn(schema).forEach(visit)
  }
  wanted.forEach(visit)
  return Object.keys(schemas).filter((name) => found.has(name))
}
