/** An answer of the deployment: status 0 when there was none. */
export type Seen = { status: number; headers: Readonly<Record<string, string>>; text: string }

/** The JSON of an answer; undefined for anything else, such as a page of a proxy. */
export function jsonOf({ text }: Seen): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A field of a problem (RFC 9457); '' where there is none. */
export function fieldOf(seen: Seen, name: 'code' | 'detail'): string {
  const problem: Record<string, unknown> = Object(jsonOf(seen))
  return typeof problem[name] === 'string' ? problem[name] : ''
}

export const codeOf = (seen: Seen): string => fieldOf(seen, 'code')

/** Whether an answer leads to another address. */
export const isRedirect = ({ status }: Seen): boolean => status >= 300 && status < 400

/** The origin that a redirect leads to; its whole address may hold a token of a sign-in. */
export function leadsTo({ headers }: Seen, origin: string): string {
  const to = headers.location ?? ''
  return URL.canParse(to, origin) ? new URL(to, origin).origin : 'another address'
}
