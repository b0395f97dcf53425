import { type FileBody, isFile, type SentBody, sendable } from './file.ts'
import { TAKES_FILE } from './generated/api.ts'

/** A call as its caller writes it. */
export type Parts = {
  path?: Readonly<Record<string, unknown>> | undefined
  query?: Readonly<Record<string, unknown>> | undefined
  body?: unknown
}

/**
 * The address of a call.
 * @throws {RangeError} for an id that cannot stand in an address: '', '.' and '..' would name another route
 */
export function addressOf(url: string, template: string, { path = {}, query = {} }: Parts): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(path[name] ?? '')
    if (/^\.{0,2}$/.test(value)) throw new RangeError(`"${value}" is no ${name}.`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, valueText(value))
  }
  const text = search.toString()
  return `${url.replace(/\/+$/, '')}${filled}${text && `?${text}`}`
}

/** A list is one text with commas, and a flag is 1 or 0. */
const valueText = (value: unknown): string =>
  typeof value === 'boolean' ? String(Number(value)) : Array.isArray(value) ? value.join() : String(value)

/** A body with its type: files as they are, everything else as JSON. */
export function bodyOf(body: unknown, route: string): { body?: SentBody; type?: string; duplex?: 'half' } {
  if (body === undefined) return {}
  if (TAKES_FILE.has(route) && isFile(body)) {
    const sent = sendable(body satisfies FileBody)
    // Node asks for this word before it sends a stream; others ignore it.
    return { body: sent, type: FILE_TYPE, ...(sent instanceof ReadableStream && { duplex: 'half' as const }) }
  }
  return { body: JSON.stringify(body), type: 'application/json' }
}

/** The format of a file is found by its content, whatever type it has. */
const FILE_TYPE = 'application/octet-stream'
