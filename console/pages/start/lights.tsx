import type { ComponentProps } from 'preact'
import type { ShopStatus } from '../../../schema/shop/status.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { ago, number } from '../../format.ts'
import { Light } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

type State = ComponentProps<typeof Light>['state']
type Fact = { name: string; state: State; says: string; details: string[] }

/** Days after which a catalogue, an order or a model counts as old. */
const OLD = { catalogue: 2, order: 7, model: 3 }

const isOlder = (at: number | null, days: number, now: number) => at !== null && now - at > days * DAY

function tagFact({ pages, now }: ShopStatus): Fact {
  const t = texts.value.start
  const { last_event_at: seen } = pages
  const isGone = isOlder(seen, 1, now)
  return {
    name: t.tag,
    state: seen === null ? 'idle' : isGone ? 'bad' : 'good',
    says: seen === null ? t.tag_never : isGone ? t.tag_gone(ago(seen, now)) : t.tag_seen(ago(seen, now)),
    details: [
      t.tag_detail(number(pages.asked)),
      ...(pages.unknown > 0 ? [t.tag_unknown(number(pages.unknown))] : []),
    ],
  }
}

function catalogueFact({ catalogue, now }: ShopStatus): Fact {
  const t = texts.value.start
  const { items, published, confirmed_at, prices_hidden } = catalogue
  const isOld = prices_hidden > 0 || isOlder(confirmed_at, OLD.catalogue, now)
  return {
    name: t.catalogue,
    state: items === 0 ? 'idle' : isOld ? 'warn' : 'good',
    says: items === 0 ? t.catalogue_none : t.catalogue_items(number(published)),
    details: [
      ...(confirmed_at === null ? [] : [t.confirmed(ago(confirmed_at, now))]),
      ...(prices_hidden > 0 ? [t.prices_hidden(number(prices_hidden))] : []),
    ],
  }
}

function ordersFact({ orders, now }: ShopStatus): Fact {
  const t = texts.value.start
  const { orders: count, newest_order_at: newest } = orders
  return {
    name: t.orders,
    state: count === 0 ? 'idle' : isOlder(newest, OLD.order, now) ? 'warn' : 'good',
    says: count === 0 ? t.orders_none : t.orders_count(number(count)),
    details: newest === null ? [] : [t.newest_order(ago(newest, now))],
  }
}

function modelFact({ model, models_refused, now }: ShopStatus): Fact {
  const t = texts.value.start
  const made = model?.finished_at ?? null
  const isBad = models_refused > 0 || isOlder(made, OLD.model, now)
  return {
    name: t.model,
    state: made === null ? 'idle' : isBad ? 'warn' : 'good',
    says: made === null ? t.model_none : t.model_age(ago(made, now)),
    details: models_refused > 0 ? [t.model_refused(models_refused)] : [],
  }
}

/** Whether everything runs: the tag, the catalogue, the orders and the model, a light each. */
export function Lights({ status }: { status: ShopStatus }) {
  const facts = [tagFact, catalogueFact, ordersFact, modelFact].map((fact) => fact(status))
  return (
    <section aria-label={texts.value.start.alive}>
      <dl class="lights">
        {facts.map(({ name, state, says, details }) => (
          <div key={name}>
            <dt>
              <Light state={state} />
              {name}
            </dt>
            <dd>{says}</dd>
            {details.length > 0 && <dd>{details.join(' · ')}</dd>}
          </div>
        ))}
      </dl>
    </section>
  )
}
