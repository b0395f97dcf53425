import { isRecord } from './is-record.ts'

/**
 * A value as JSON, as `JSON.stringify` writes it, but with ASCII letters only. Pages with old scripts make that unusable:
 * Prototype 1.6 gives arrays a `toJSON` that returns text, so an array of events would become one string, and some pages
 * replace `JSON` altogether.
 */
export const toJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(toJson)}]`
  if (isRecord(value)) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined)
    return `{${fields.map(([name, one]) => `${toJson(name)}:${toJson(one)}`)}}`
  }
  if (typeof value === 'string') {
    return `"${value.replace(/[^ !#-[\]-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
  }
  // biome-ignore lint/suspicious/noGlobalIsFinite: it takes a boolean or null for a number, as it shall
  return isFinite(value as number) ? `${value}` : 'null'
}
