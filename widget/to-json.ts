import { isRecord } from './is-record.ts'

/**
 * A value as JSON, as `JSON.stringify` writes it, but with ASCII letters only. Pages with old scripts make that unusable:
 * Prototype 1.6 gives arrays a `toJSON` that returns text, so an array of events would become one string, and some pages
 * replace `JSON` altogether.
 */
export const toJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((one) => toJson(one))}]`
  if (isRecord(value)) {
    const fields = Object.keys(value).filter((name) => value[name] !== undefined)
    return `{${fields.map((name) => `${toJson(name)}:${toJson(value[name])}`)}}`
  }
  if (typeof value === 'string') {
    return `"${value.replace(/[^ !#-[\]-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
  }
  return typeof value === 'boolean' || Number.isFinite(value) ? `${value}` : 'null'
}
