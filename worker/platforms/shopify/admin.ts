import * as v from 'valibot'
import type { Install } from '../../../schema/shop/installs.ts'
import { SECOND } from '../../../vocabulary/time.ts'
import type { Env } from '../../env.ts'
import type { Store } from '../../store/open.ts'
import { readInstall } from '../../store/shop/installs.ts'
import type { ShopifyApp } from './config.ts'
import { ShopifyFailure } from './failure.ts'
import { accessToken } from './tokens.ts'

/** Milliseconds until the next attempt when Shopify is overloaded or limits us. */
const PAUSE = 10 * SECOND
const TIMEOUT = 30 * SECOND

/** What a question of the Admin API needs. */
export type Admin = { env: Env; app: ShopifyApp; store: Store }

const reply = v.object({
  data: v.optional(v.unknown()),
  errors: v.optional(
    v.array(
      v.object({ message: v.string(), extensions: v.optional(v.object({ code: v.optional(v.string()) })) }),
    ),
  ),
})

/**
 * Asks the Admin API of the shop's store.
 * @param shape of `data`
 * @throws {ShopifyFailure}
 */
export async function ask<S extends v.GenericSchema>(
  admin: Admin,
  query: string,
  variables: object,
  shape: S,
): Promise<v.InferOutput<S>> {
  const { env, app, store } = admin
  const install = await readInstall(store, 'shopify')
  if (!install) throw new ShopifyFailure('The app is not installed in this store.', 404)
  const token = await accessToken(env, app, store, install)
  const first = await send(app, install, token, { query, variables })
  // A token may be withdrawn before its end; one attempt with another one shows whether the access as a whole is.
  const response =
    first.status === 401
      ? await send(app, install, await accessToken(env, app, store, install, token), { query, variables })
      : first
  return await read(response, shape)
}

/** Asks a store with this token, before the app is stored. @throws {ShopifyFailure} */
export async function askWith<S extends v.GenericSchema>(
  app: ShopifyApp,
  { domain, token }: { domain: string; token: string },
  query: string,
  shape: S,
): Promise<v.InferOutput<S>> {
  return await read(await send(app, { domain }, token, { query, variables: {} }), shape)
}

async function send(
  app: ShopifyApp,
  { domain }: Pick<Install, 'domain'>,
  token: string,
  body: object,
): Promise<Response> {
  try {
    return await fetch(`${app.adminOf(domain)}/admin/api/${app.version}/graphql.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': token },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
  } catch {
    throw new ShopifyFailure('Shopify did not answer. It is asked again soon.', 0, PAUSE)
  }
}

async function read<S extends v.GenericSchema>(response: Response, shape: S): Promise<v.InferOutput<S>> {
  const { status } = response
  if (status !== 200) {
    await response.body?.cancel()
    const isTheirs = status === 423 || status === 429 || status >= 500
    const what =
      status === 402 ? 'The store is frozen because of an unpaid bill' : `Shopify refused (status ${status})`
    throw new ShopifyFailure(
      `${what}. Open the app in the admin of your store to try again.`,
      status,
      isTheirs ? PAUSE : undefined,
    )
  }
  const answer = v.safeParse(reply, await response.json().catch(() => undefined))
  const [error] = answer.success ? (answer.output.errors ?? []) : []
  if (error?.extensions?.code === 'THROTTLED') {
    throw new ShopifyFailure('Shopify limits the number of questions. It is asked again soon.', status, PAUSE)
  }
  if (error) throw new ShopifyFailure(`Shopify refused: ${error.message.slice(0, 300)}`, status)
  const data = v.safeParse(shape, answer.success ? answer.output.data : undefined)
  if (!data.success) throw new ShopifyFailure('Shopify’s answer is not as documented.', status)
  return data.output
}

/** Errors that a mutation names. */
export const userErrors = v.array(v.object({ message: v.string(), code: v.nullish(v.string()) }))

/** @throws {ShopifyFailure} with the first error of a mutation */
export function refuseErrors(errors: v.InferOutput<typeof userErrors>): void {
  const [first] = errors
  if (first) throw new ShopifyFailure(`Shopify refused: ${first.message.slice(0, 300)}`, 200)
}
