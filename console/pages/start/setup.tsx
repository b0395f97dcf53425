import type { ComponentChildren } from 'preact'
import type { ShopStatus } from '../../../schema/shop/status.ts'
import { ago, number } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Light } from '../../parts/states.tsx'
import { shop } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Snippets } from '../panels/snippets.tsx'
import { Dropzone } from '../uploads/dropzone.tsx'
import { Basics, ofBrowser } from './basics.tsx'
import { LookList } from './looks.tsx'

/** Panels that are shown in the second step. */
const SHOWN = 2

/** The way of an empty shop to its first panel. Each step says what is done, what is missing, and what it means. */
export function Setup({ status }: { status: ShopStatus }) {
  const t = texts.value.start
  const { catalogue, orders, model, pages } = status
  const isEmpty = catalogue.items === 0 && orders.orders === 0
  const hasFiles = catalogue.items > 0 && orders.orders > 0
  // The first model is often one of the catalogue alone, because it arrives before the orders.
  const hasModel = hasFiles && model !== null && model.last_order_at !== null
  const isAsked = pages.asked > 0
  const isSeen = pages.last_event_at !== null
  return (
    <Card title={t.setup} lead={t.setup_lead}>
      <ol class="steps">
        <Step title={t.step_shop} state={isEmpty && ofBrowser() ? 'now' : 'done'}>
          <Basics isEmpty={isEmpty} />
        </Step>
        <Step title={t.step_files} state={hasFiles ? 'done' : 'now'}>
          {hasFiles ? (
            <p>{t.step_files_done(number(catalogue.items), number(orders.orders))}</p>
          ) : (
            <>
              <p class="soft">{missing(status)}</p>
              <div class="wide">
                <Dropzone />
              </div>
            </>
          )}
        </Step>
        <Step title={t.step_look} state={hasModel ? 'done' : hasFiles ? 'now' : 'later'}>
          {hasFiles && !hasModel && (
            <p class="says">
              <Light state="warn" />
              {t.step_look_wait}
            </p>
          )}
          {hasModel && <p class="soft">{t.right_lead}</p>}
          {hasModel && (
            <div class="wide">
              <LookList key={model?.model_id} first={SHOWN} />
            </div>
          )}
        </Step>
        <Step title={t.step_paste} state={isAsked ? 'done' : hasModel ? 'now' : 'later'}>
          <p class="soft">{t.step_paste_why}</p>
          {hasModel && !isSeen && shop.value && (
            <div class="wide">
              <Snippets publishableKey={shop.value.publishable_keys[0] ?? ''} />
            </div>
          )}
        </Step>
        <Step title={t.step_view} state={isSeen ? 'done' : hasModel ? 'now' : 'later'}>
          {hasModel && <Arrival status={status} />}
        </Step>
      </ol>
    </Card>
  )
}

/** Whether the first panel was seen; the page looks again every few seconds. */
function Arrival({ status: { pages, now } }: { status: ShopStatus }) {
  const t = texts.value.start
  if (pages.last_event_at !== null) return <p>{t.step_view_done(ago(pages.last_event_at, now))}</p>
  return (
    <p class="says" role="status">
      <Light state={pages.asked > 0 ? 'warn' : 'idle'} />
      {pages.asked > 0 ? t.step_view_asked : t.step_view_wait}
    </p>
  )
}

function missing({ catalogue, orders }: ShopStatus): string {
  const t = texts.value.start
  if (catalogue.items > 0) return t.step_files_items
  return orders.orders > 0 ? t.step_files_orders : t.step_files_why
}

type StepProps = { title: string; state: 'done' | 'now' | 'later'; children?: ComponentChildren }

const Step = ({ title, state, children }: StepProps) => (
  <li class={state} aria-current={state === 'now' ? 'step' : undefined}>
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  </li>
)
