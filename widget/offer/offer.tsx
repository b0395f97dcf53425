import { render } from 'preact'
import type { PageDecision } from '../../schema/decisions/page-decision.ts'
import type { Page } from '../page/page.ts'
import { paragraph } from '../view/card.tsx'
import { look } from '../view/look.ts'
import { isSafeLink } from '../view/safe-link.ts'
import sheet from './offer.css'

/** Timeout of the question, milliseconds. */
const GIVE_UP = 3_000

// biome-ignore lint/correctness/noUnusedVariables: that it is there says that consent is followed already
let setConsent: Page['consent']['set'] | undefined

/**
 * Shows the next best offer in each `<pairwell-offer>` of the page, for the signed-in customer. Nobody is asked about without
 * consent, which a banner may bring or take back.
 */
export function showOffers(page: Page): void {
  const { consent } = page
  const { set } = consent
  setConsent ??= consent.set = (next) => {
    const before = consent.given()
    set(next)
    if (consent.given() !== before) showOffers(page)
  }
  for (const element of document.querySelectorAll<HTMLElement>('pairwell-offer')) {
    quietly(show(page, element))
  }
}

/** What fails shows nothing, and is no error of the page. */
const quietly = (done: Promise<void>): void => void done.catch(() => {})

/** Which element shows a decision, by its id: a customer has one at a time, also on a page with several places for it. */
const places = new Map<string, HTMLElement>()

/** The last showing of each element: an earlier one that waited longer would undo it, where a banner brings consent at once. */
const showings = new WeakMap<HTMLElement, object>()

async function show(page: Page, element: HTMLElement): Promise<void> {
  const showing = {}
  showings.set(element, showing)
  const isOld = () => showings.get(element) !== showing
  const asked = await ask(page, element)
  if (isOld()) return
  const place = asked && places.get(asked.decision_id)
  const decision = place !== element && place?.isConnected ? undefined : asked
  if (decision) places.set(decision.decision_id, element)
  // A hidden element is nowhere; its own space comes back for the decision.
  element.hidden &&= !decision
  await whenNothingMoves(page, element)
  if (isOld()) return
  const { root, wear } = page.spaceOf(element)
  element.hidden = !decision
  if (!decision) return render(null, root)
  wear(look)
  wear(sheet)
  // The pressed button is gone; the offer, or the next one, has the focus.
  const focus = () => root.querySelector('section')?.focus()
  const refuse = async () => {
    render(null, root)
    await answer(page, decision, 'rejected')
    // Another offer may follow, in the same place.
    await show(page, element)
    focus()
  }
  const accept = async () => {
    // What has not arrived can be pressed again.
    if (!(await answer(page, decision, 'accepted'))) return
    draw(true)
    focus()
  }
  const draw = (isAccepted: boolean) => render(<Offer {...{ decision, isAccepted, accept, refuse }} />, root)
  draw(false)
  const viewed = () => void answer(page, decision, 'viewed')
  page.watch(element, ({ isIntersecting }) => isIntersecting && viewed, { threshold: 0.5 })
}

/** A request as text/plain, for which the browser sends no preflight. */
const post = ({ tag, events, toJson }: Page, path: string, body: object, more: RequestInit) =>
  fetch(`${tag.api}/decision${path}`, {
    ...{ method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', ...more },
    body: toJson({ ...body, customer_token: events.token }),
  })

async function ask(page: Page, element: HTMLElement): Promise<PageDecision | null | undefined> {
  if (!(page.consent.given() && page.events.token)) return
  const { locale, market } = page.tag.dataset
  const said = (name: string) => element.getAttribute(name) || undefined
  const item_id = said('item-id')
  const question = {
    ...{ locale: locale || undefined, market: market || undefined, placement: said('placement') },
    item_ids: item_id && [item_id],
  }
  const response = await post(page, '', question, { signal: AbortSignal.timeout(GIVE_UP) })
  return Object(response.ok && (await response.json())).decision
}

/** Whether the answer has arrived. It is sent even if the page is left in this moment. */
const answer = (page: Page, { decision_id }: PageDecision, response: string): Promise<boolean> =>
  post(page, '/response', { decision_id, response }, { keepalive: true }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Resolves when showing the offer moves nothing that is in view: below the view, in space that the page keeps, or out of sight. */
const whenNothingMoves = (page: Page, element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    page.watch(
      element,
      ({ boundingClientRect: { top } }) => (top >= innerHeight || element.offsetHeight > 0) && resolve,
    )
  })

function Offer(props: {
  decision: PageDecision
  isAccepted: boolean
  accept: () => Promise<void>
  refuse: () => Promise<void>
}) {
  const { decision, isAccepted } = props
  const { image_url, url } = decision
  return (
    <section part="offer" lang={decision.locale} dir={decision.dir} tabindex={-1} aria-label={decision.title}>
      {isSafeLink(image_url) && <img part="image" src={image_url} alt="" width="96" height="96" />}
      <div class="body" part="body">
        <h2 part="title">{decision.title}</h2>
        {paragraph('text', decision.body)}
        {paragraph('code', decision.code)}
        {paragraph('disclosure', decision.disclosure)}
      </div>
      <div class="actions" part="actions">
        {isAccepted ? (
          <span part="accepted">{decision.accepted}</span>
        ) : (
          <>
            {/* To look at the item accepts nothing: the purchase does. */}
            {isSafeLink(url) && (
              <a part="add accept" href={url}>
                {decision.accept}
              </a>
            )}
            {!url && (
              <button type="button" part="add accept" onClick={() => quietly(props.accept())}>
                {decision.accept}
              </button>
            )}
            <button type="button" part="refuse" onClick={() => quietly(props.refuse())}>
              {decision.refuse}
            </button>
          </>
        )}
      </div>
    </section>
  )
}
