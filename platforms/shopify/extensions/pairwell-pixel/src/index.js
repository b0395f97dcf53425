import { register } from '@shopify/web-pixels-extension'
import { additionOf, purchaseOf } from './events.js'

/** Where a browser's id is kept (docs/EMBED.md, "Consent"): the cookie of the shop's own server, or the tag's key. */
const COOKIE = 'pairwell_visitor'
const KEY = 'pairwell'

register(({ analytics, browser, customerPrivacy, init, settings }) => {
  const { publishable_key, endpoint } = settings
  let isAllowed = init.customerPrivacy?.analyticsProcessingAllowed === true
  customerPrivacy?.subscribe('visitorConsentCollected', ({ customerPrivacy: now }) => {
    isAllowed = now.analyticsProcessingAllowed === true
  })

  /** The id of this browser, if the tag has stored one with consent. */
  const visitor = async () => {
    const cookie = await browser.cookie.get(COOKIE)
    if (cookie) return { visitor_id: cookie }
    try {
      const kept = JSON.parse((await browser.localStorage.getItem(KEY)) ?? '{}')
      return typeof kept.visitor === 'string' ? { visitor_id: kept.visitor } : {}
    } catch {
      return {}
    }
  }

  const send = async (events) => {
    if (!isAllowed || events.length === 0) return
    const body = JSON.stringify({ ...(await visitor()), consent: true, sent_at: Date.now(), events })
    await browser.sendBeacon(`${endpoint}/p/${publishable_key}/events`, body)
  }

  analytics.subscribe('checkout_completed', (event) => send(purchaseOf(event)))
  analytics.subscribe('product_added_to_cart', (event) => send(additionOf(event)))
})
