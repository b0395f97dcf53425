/** What a shop system has answered. */
export type Answer = { ok: boolean; status: number; said: Readonly<Record<string, unknown>> }

/** Sends JSON to the shop system; what is no JSON is an empty answer. */
export async function post(
  address: string,
  body: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  })
  const { ok, status } = response
  return { ok, status, said: Object(await response.json().catch(() => ({}))) }
}

/** The first of a list, as an object; an empty one if it is no list or has none. */
export const firstOf = (list: unknown): Readonly<Record<string, unknown>> =>
  Object(Array.isArray(list) ? list[0] : {})

/** A function of the page by its name; undefined if there is none. */
export function named(name: string, owner: object = window): ((...about: unknown[]) => unknown) | undefined {
  const found: unknown = Reflect.get(owner, name)
  return typeof found === 'function' ? found.bind(owner) : undefined
}
