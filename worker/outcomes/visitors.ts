import { isbot } from 'isbot'

/** Programs that read pages like a browser. Libraries such as curl are servers of the merchant, who may send events. */
const LIKE_A_BROWSER = /^Mozilla\/|bot|crawl|spider/i

/** Requests that a browser makes for a page that nobody has opened yet (Fetch, `Sec-Purpose`; `Purpose` and `X-Moz` of older ones). */
const AHEAD = /prefetch|prerender|preview/i

/** Why what a page reports is no shopper's doing: it was opened by a declared crawler or a headless probe, or only in advance. */
export function notAShopper(headers: Headers): 'bot' | 'prefetch' | undefined {
  const agent = headers.get('User-Agent') ?? ''
  if (LIKE_A_BROWSER.test(agent) && isbot(agent)) return 'bot'
  const purpose = ['Sec-Purpose', 'Purpose', 'X-Moz'].map((name) => headers.get(name) ?? '').join(' ')
  return AHEAD.test(purpose) ? 'prefetch' : undefined
}
