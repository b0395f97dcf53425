import type { PageDecision } from '../../schema/decisions/page-decision.ts'
import { guarded, isRecord } from '../guarded.ts'
import type { Page } from '../page/page.ts'
import { isSafeLink } from '../view/safe-link.ts'
import sheet from './offer.css'

/** Timeout of the question, milliseconds. */
const GIVE_UP = 3_000

/**
 * Shows the next best offer in each `<pairwell-offer>` of the page, for the signed-in customer. Nobody is asked about without
 * consent.
 */
export function showOffers(page: Page): void {
  for (const element of document.querySelectorAll<HTMLElement>('pairwell-offer')) {
    show(page, element).catch(() => {})
  }
}

async function show(page: Page, element: HTMLElement): Promise<void> {
  const decision = await ask(page, element)
  await whenNothingMoves(element)
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  element.hidden = !decision
  root.replaceChildren()
  if (!decision) return
  const look = new CSSStyleSheet()
  look.replaceSync(sheet)
  root.adoptedStyleSheets = [look]
  root.append(viewOf(page, element, decision))
  const seen = new IntersectionObserver(
    guarded((entries) => {
      if (!entries.at(-1)?.isIntersecting) return
      seen.disconnect()
      answer(page, decision, 'viewed')
    }),
    { threshold: 0.5 },
  )
  seen.observe(element)
}

/** A request as text/plain, for which the browser sends no preflight. */
const post = (page: Page, path: string, body: object, more: RequestInit = {}) =>
  fetch(`${page.tag.api}/decision${path}`, {
    ...{ method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', ...more },
    body: page.toJson({ ...body, customer_token: page.events.token }),
  })

async function ask(page: Page, element: HTMLElement): Promise<PageDecision | undefined> {
  if (!page.events.token || !page.consent.given()) return undefined
  const { locale, market } = page.tag.dataset
  const [placement, item_id] = [element.getAttribute('placement'), element.getAttribute('item-id')]
  const question = {
    ...{ locale: locale || undefined, market: market || undefined, placement: placement || undefined },
    item_ids: item_id ? [item_id] : [],
  }
  const response = await post(page, '', question, { signal: AbortSignal.timeout(GIVE_UP) })
  const found: unknown = response.ok && (await response.json())
  const decision = isRecord(found) && found.decision
  return isRecord(decision) ? (decision as PageDecision) : undefined
}

/** The answer is sent even if the page is left in this moment. */
function answer(page: Page, { decision_id }: PageDecision, response: string): Promise<unknown> {
  return post(page, '/response', { decision_id, response }, { keepalive: true }).catch(() => {})
}

/** Resolves when showing the offer moves nothing that is in view: below the view, in space that the page keeps, or out of sight. */
const whenNothingMoves = (element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    const isKept = () => element.offsetHeight > 0
    const watcher = new IntersectionObserver(([entry]) => {
      const isBelow = (entry?.boundingClientRect.top ?? 0) >= innerHeight
      if (!isBelow && !isKept()) return
      watcher.disconnect()
      resolve()
    })
    watcher.observe(element)
  })

function viewOf(page: Page, element: HTMLElement, decision: PageDecision): HTMLElement {
  const { title, body, image_url, url, code, disclosure, accept, refuse, locale, dir } = decision
  const make = (name: string, part: string, text?: string | null) => {
    const made = document.createElement(name)
    made.setAttribute('part', part)
    if (text) made.textContent = text
    return made
  }
  const section = make('section', 'offer')
  Object.assign(section, { lang: locale, dir, tabIndex: -1, ariaLabel: title })
  if (isSafeLink(image_url)) {
    section.append(Object.assign(make('img', 'image'), { src: image_url, alt: '', width: 96, height: 96 }))
  }
  const text = make('div', 'body')
  text.className = 'body'
  text.append(make('h2', 'title', title))
  if (body) text.append(make('p', 'text', body))
  if (code) text.append(make('p', 'code', code))
  if (disclosure) text.append(make('small', 'disclosure', disclosure))
  const actions = make('div', 'actions')
  actions.className = 'actions'
  if (isSafeLink(url)) {
    // To look at the item accepts nothing: the purchase does.
    actions.append(Object.assign(make('a', 'accept', accept), { href: url }))
  }
  const no = Object.assign(make('button', 'refuse', refuse), { type: 'button' })
  no.addEventListener(
    'click',
    guarded(() => void refused(page, element, decision)),
  )
  actions.append(no)
  section.append(text, actions)
  return section
}

/** After a refusal another offer may follow, in the same place. */
async function refused(page: Page, element: HTMLElement, decision: PageDecision): Promise<void> {
  element.shadowRoot?.replaceChildren()
  await answer(page, decision, 'rejected')
  await show(page, element).catch(() => {})
  // The pressed button is gone; the next offer has the focus.
  element.shadowRoot?.querySelector('section')?.focus()
}
