import { timingSafeEqual } from 'node:crypto'
import { grouped } from '../../../engine/data/grouped.ts'
import { type HookRow, MAIL } from '../../../schema/shop/hooks.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { UNDATED_OPT_IN } from '../../../vocabulary/customers.ts'
import { unseal } from '../../auth/seal.ts'
import type { Env } from '../../env.ts'
import { batch } from '../../store/batch.ts'
import type { Store } from '../../store/open.ts'
import { countMessage, countRefused } from '../../store/shop/hooks.ts'
import { changeDetails } from '../identity/change-details.ts'
import { readMailEvents, UnknownMailBody } from './mail-events.ts'
import { hookPurpose, hookSecrets } from './receive.ts'

/** Words of customers that are stored together. */
const AT_ONCE = 500

/** The secret with which a mail tool calls: mail tools sign in many ways or in none, and each can name a secret in one of these places. */
function secretIn(headers: Headers, query: string | undefined): string {
  const [, kind = '', value = ''] = /^(\S+) +(.*)$/.exec(headers.get('Authorization') ?? '') ?? []
  if (/^bearer$/i.test(kind)) return value
  if (/^basic$/i.test(kind)) {
    const plain = Buffer.from(value, 'base64').toString('utf8')
    return plain.slice(plain.indexOf(':') + 1)
  }
  return query ?? ''
}

/** Whether the request names the hook's secret, compared in constant time. @param query the secret in the address, if it is there */
export async function isFromMailTool(
  env: Env,
  hook: HookRow,
  headers: Headers,
  query: string | undefined,
  now: number,
): Promise<boolean> {
  const given = Buffer.from(secretIn(headers, query))
  for (const sealed of hookSecrets(hook, now)) {
    const secret = Buffer.from((await unseal(env, hook.shop_id, hookPurpose(MAIL), sealed)) ?? '')
    if (secret.length > 0 && secret.length === given.length && timingSafeEqual(secret, given)) return true
  }
  return false
}

/**
 * Notes who wants no mails any more, or wants them again: consents of the channel e-mail with their time. Events that say nothing about
 * consent are counted; clicks are known from our own links.
 */
export async function receiveMail(
  env: Env,
  store: Store,
  shop: Shop,
  body: Uint8Array,
  now: number,
): Promise<{ taken: true } | { ignored: string }> {
  try {
    const { consents, ignored } = readMailEvents(new TextDecoder().decode(body))
    const customers = consents.map(({ email, given, at, event }) => ({
      customer_email: email,
      // A yes without a time is older than any other word: an automation that runs again must not undo a refusal.
      consents: { email: { given, at: at ?? (given ? UNDATED_OPT_IN : now), source: `mail tool: ${event}` } },
    }))
    for (let from = 0; from < customers.length; from += AT_ONCE) {
      await changeDetails(env, store, shop, customers.slice(from, from + AT_ONCE), now)
    }
    const taken = consents.map(({ event }) => ['taken', event] as const)
    const other = ignored.map((event) => ['ignored', known(event)] as const)
    const counts = grouped([...taken, ...other], (one) => one.join(' '))
    await batch(
      store.d1,
      [...counts.values()].flatMap((of) => {
        const [first] = of
        return first
          ? countMessage(store, MAIL, { fate: first[0], topic: first[1], times: of.length }, now)
          : []
      }),
    )
    return consents.length > 0 ? { taken: true } : { ignored: 'These events say nothing about consent.' }
  } catch (thrown) {
    if (!(thrown instanceof UnknownMailBody)) throw thrown
    const problem = 'The body is not that of a known mail tool. See "Mail tools" in docs/API.md.'
    await batch(store.d1, [countRefused(store, MAIL, problem, now)])
    return { ignored: problem }
  }
}

/** Events that are counted by name; a tool may call its events anything. */
const NAMED = new Set([
  'click',
  'clicked',
  'open',
  'opened',
  'delivered',
  'bounce',
  'sent',
  'processed',
  'deferred',
])
const known = (event: string): string => (NAMED.has(event) ? event : 'other')
