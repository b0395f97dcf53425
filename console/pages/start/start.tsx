import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ShopStatus, StatusStep } from '../../../schema/shop/status.ts'
import { useResource } from '../../api/resource.ts'
import { EnterDemo } from '../../demo.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Ghost, Loaded } from '../../parts/states.tsx'
import { me, shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Lights } from './lights.tsx'
import { Looks } from './looks.tsx'
import { Setup } from './setup.tsx'
import { Worth } from './worth.tsx'

/** Milliseconds between two looks at the shop's state: a merchant who has just pasted the tag sees the first view arrive. */
const EVERY = 3_000

/** Whether the shop has everything that a first panel needs, and one was seen. */
const isSetUp = ({ catalogue, orders, pages }: ShopStatus): boolean =>
  catalogue.items > 0 && orders.orders > 0 && pages.last_event_at !== null

/** The start page: is it alive, does it look right, is it worth it? An empty shop is led to its first panel instead. */
export function Start() {
  const state = useResource<ShopStatus>('/v1/status', EVERY)
  const t = texts.value.start
  const status = state.data
  // A visitor of the demo shop sets nothing up.
  const setUp = me.value?.demo === 'entered' || (status && isSetUp(status))
  // Until the state is read, the heading is the one of most visits: it does not change under the reader.
  const title = status && !setUp ? (shop.value?.name ?? t.title) : t.title
  return (
    <Page help="start" title={title} actions={<EnterDemo />}>
      <Loaded of={state}>
        {(status) =>
          setUp ? (
            <>
              <Lights status={status} />
              <NextSteps steps={status.next_steps} />
              <Looks />
              <Worth />
            </>
          ) : (
            <Setup status={status} />
          )
        }
      </Loaded>
    </Page>
  )
}

/** The steps as the API says them: for a page that is older than what the server has. */
const InTheirWords = ({ steps }: { steps: readonly StatusStep[] }) => (
  <ul class="stack tight">
    {steps.map(({ text }) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
)

/** What there is to do, if anything. Its texts come behind the page, because there is seldom anything. */
function NextSteps({ steps }: { steps: readonly StatusStep[] }) {
  const [Advice, setAdvice] = useState<FunctionComponent<{ steps: typeof steps }>>()
  const isAny = steps.length > 0
  useEffect(() => {
    if (!isAny) return
    import('./advice.tsx').then(
      (module) => setAdvice(() => module.Advice),
      () => setAdvice(() => InTheirWords),
    )
  }, [isAny])
  const t = texts.value.start
  return (
    <Card title={t.next_steps}>
      {!isAny ? <p class="soft">{t.nothing_to_do}</p> : Advice ? <Advice steps={steps} /> : <Ghost />}
    </Card>
  )
}
