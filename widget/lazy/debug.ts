import type { Page, Panel } from '../page/page.ts'

/** Milliseconds after which all requests of the page have ended. */
const SETTLED = 2_500

/** `?pairwell=debug`: logs for each panel its request, its answer, and why it is empty; and the events that the API refuses. */
export function explain({ all, events }: Page): void {
  events.heard = (answer) =>
    void answer.json().then(
      (said: unknown) => Object(said).refused?.[0] && console.table(Object(said).refused),
      () => {},
    )
  setTimeout(() => {
    const rows = [...all.values()].map((panel) => ({
      panel: panel.element,
      question: `${panel.subject}&panels=${panel.kind}`,
      id: panel.answer?.recommendation_id,
      items: panel.answer?.items.map(({ item_id, source }) => `${item_id} (${source})`).join(', '),
      empty: whyEmpty(panel),
    }))
    console.table(rows)
    const ours = performance.getEntriesByType('resource').filter(({ name }) => /pairwell|\/p\//.test(name))
    console.table(ours, ['name', 'duration'])
  }, SETTLED)
}

function whyEmpty({ near, subject, answer, element }: Panel): string {
  if (!near) return 'out of view'
  if (!subject) return 'no item'
  if (!answer) return 'no answer'
  return element.shadowRoot?.querySelector('section') ? '' : 'too few cards'
}
