import { setTimeout } from 'node:timers/promises'

/** How often a call is sent that is answered with 503, which says that nothing was changed. */
const ATTEMPTS = 10
const PAUSE = 2_000

/**
 * Calls a route of the operator; GET without a body, POST with one.
 * @throws {Error} with what the deployment says
 */
export async function callOperator<Answer>(
  origin: string,
  token: string,
  path: string,
  body?: object,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${origin}${path}`, {
      method: body ? 'POST' : 'GET',
      // The token is for this address alone.
      redirect: 'manual',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.ok) return JSON.parse(text)
    if (response.status !== 503 || attempt === ATTEMPTS) {
      throw new Error(
        `${path.replace(/\?.*/, '')} was answered with ${response.status}: ${text.slice(0, 500)}`,
      )
    }
    await setTimeout(PAUSE)
  }
}
