import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { isObject, type Json, type JsonObject } from './json.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** Members beyond this depth are named types. */
const MAX_DEPTH = 8

/** A schema as a type, in the notation of TypeScript, with links to named types. */
export function typeOf(schema: Json | undefined, depth = 0): Html {
  if (!isObject(schema) || depth > MAX_DEPTH) return html`unknown`
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#type-${name}">${name}</a>`
  }
  const either = schema.anyOf ?? schema.oneOf
  if (Array.isArray(either))
    return joined(
      either.map((one) => typeOf(one, depth)),
      ' | ',
    )
  if (Array.isArray(schema.allOf))
    return joined(
      schema.allOf.map((one) => typeOf(one, depth)),
      ' & ',
    )
  if (Array.isArray(schema.enum)) return html`${schema.enum.map((one) => JSON.stringify(one)).join(' | ')}`
  if ('const' in schema) return html`${JSON.stringify(schema.const)}`
  if (schema.type === 'array') return html`${typeOf(schema.items, depth)}[]`
  if (isObject(schema.properties)) return membersOf(schema, schema.properties, depth)
  if (isObject(schema.additionalProperties)) {
    return html`{ [name: string]: ${typeOf(schema.additionalProperties, depth)} }`
  }
  return html`${scalar(schema)}`
}

function membersOf(schema: JsonObject, properties: JsonObject, depth: number): Html {
  const required = Array.isArray(schema.required) ? schema.required : []
  const indent = '  '.repeat(depth + 1)
  const lines = Object.entries(properties).map(
    ([name, one]) => html`${indent}${name}${required.includes(name) ? '' : '?'}: ${typeOf(one, depth + 1)}\n`,
  )
  return html`{\n${joined(lines, '')}${'  '.repeat(depth)}}`
}

/** A number or text with its limits. */
function scalar(schema: JsonObject): string {
  const { type, format, minimum, maximum, maxLength } = schema
  const name = typeof format === 'string' ? format : typeof type === 'string' ? type : 'unknown'
  if (minimum !== undefined && maximum !== undefined) return `${name} ${minimum}…${maximum}`
  return maxLength === undefined ? name : `${name} ≤${maxLength}`
}

const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, at) => html`${at === 0 ? '' : raw(between)}${part}`)}`
