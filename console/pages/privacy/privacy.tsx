import { useRef, useState } from 'preact/hooks'
import type { CustomerData } from '../../../schema/decisions/customer-data.ts'
import type { PrivacyRequestView } from '../../../schema/orders/privacy.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { dateTime, number } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { type Names, readAbout } from './about-person.ts'
import { saveAs } from './save-as.ts'

/** Who is meant: the names that are filled in. */
const namesOf = (email: string, id: string): Names => ({
  ...(email.trim() !== '' && { customer_email: email.trim() }),
  ...(id.trim() !== '' && { customer_id: id.trim() }),
})

const isSame = (one: Names, other: Names): boolean =>
  one.customer_email === other.customer_email && one.customer_id === other.customer_id

const request = async (kind: 'data_request' | 'redact', names: Names) =>
  await call<PrivacyRequestView>('/v1/privacy-requests', { method: 'POST', json: { kind, ...names } })

/** Requests of people about their data: look up, hand out, erase, and the record of it. */
export function Privacy() {
  // Another request is another list.
  const [count, setCount] = useState(0)
  const t = texts.value.privacy
  return (
    <Page title={t.title} lead={t.lead} help="privacy">
      <LookUp onRequest={() => setCount((before) => before + 1)} />
      <Requests key={count} />
    </Page>
  )
}

function LookUp({ onRequest }: { onRequest: () => void }) {
  const [email, setEmail] = useState('')
  const [id, setId] = useState('')
  const [found, setFound] = useState<Found | undefined>()
  const [erased, setErased] = useState<number | undefined>()
  const names = namesOf(email, id)
  const typed = useRef(names)
  typed.current = names
  const t = texts.value.privacy
  const lookUp = useAct(async () => {
    setErased(undefined)
    const answer = await request('data_request', names)
    onRequest()
    const about = await readAbout(names)
    // Another name was typed meanwhile: under it nobody may erase the person of the one before.
    if (isSame(typed.current, names)) setFound({ names, answer, about })
  })
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    // What was found belongs to the names before.
    setFound(undefined)
  }
  return (
    <Card title={t.look_up} lead={t.look_up_lead}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void lookUp.run()
        }}
      >
        <TextField label={t.email} type="email" value={email} onInput={change(setEmail)} />
        <TextField label={t.customer_id} value={id} onInput={change(setId)} />
        <div class="field end">
          <Button type="submit" kind="primary" busy={lookUp.busy} disabled={Object.keys(names).length === 0}>
            {t.search}
          </Button>
        </div>
      </form>
      <Failure problem={lookUp.problem} />
      {found && (
        <Person
          {...found}
          onErased={(orders) => {
            setFound(undefined)
            setErased(orders)
            onRequest()
          }}
        />
      )}
      {erased !== undefined && (
        <Notice mood="good">
          <p role="status">{t.erased(number(erased))}</p>
        </Notice>
      )}
    </Card>
  )
}

/** What is stored under names: the orders of the answer, and all else. */
type Found = { names: Names; answer: PrivacyRequestView; about: CustomerData[] }
type PersonProps = Found & { onErased: (orders: number) => void }

/** What is stored about the person, to be handed out or erased. */
function Person({ names, answer, about, onErased }: PersonProps) {
  const { request_id, order_ids } = answer
  const [asking, setAsking] = useState(false)
  const t = texts.value.privacy
  const download = useAct(async () => {
    const orders: unknown[] = []
    for (const order_id of order_ids) orders.push(await call(`/v1/orders/${encodeURIComponent(order_id)}`))
    saveAs(
      `pairwell-${request_id}.json`,
      'application/json',
      JSON.stringify({ request_id, orders, about }, null, 2),
    )
  })
  const erase = useAct(async () => onErased((await request('redact', names)).orders))
  if (answer.orders + about.length === 0) {
    return (
      <Notice>
        <p role="status">{t.found_none}</p>
      </Notice>
    )
  }
  return (
    <div class="stack tight">
      <p role="status">
        <strong>{t.found(number(answer.orders))}</strong>
      </p>
      {about.length > 1 && (
        <Notice mood="warn">
          <p>{t.found_two}</p>
        </Notice>
      )}
      <div class="row">
        <Button busy={download.busy} onPress={() => void download.run()}>
          {t.download}
        </Button>
        <Button kind="danger" busy={erase.busy} onPress={() => setAsking(true)}>
          {t.erase}
        </Button>
      </div>
      <p class="soft small">
        {t.download_hint} {answer.orders > order_ids.length && t.download_cut(number(order_ids.length))}
      </p>
      <p class="soft small">{t.erase_what}</p>
      <Failure problem={download.problem ?? erase.problem} />
      {asking && (
        <Sure
          title={t.erase_sure}
          yes={t.erase}
          onYes={() => void erase.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

const LIMIT = 20

function Requests() {
  const t = texts.value.privacy
  return (
    <Card title={t.record} lead={t.record_lead}>
      <Paged<PrivacyRequestView> path="/v1/privacy-requests" query={{ limit: LIMIT }} none={t.record_none}>
        {(items) => <RequestTable items={items} />}
      </Paged>
    </Card>
  )
}

const RequestTable = ({ items }: { items: readonly PrivacyRequestView[] }) => {
  const t = texts.value.privacy
  return (
    <Scroll label={t.record}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.received}</th>
            <th scope="col">{t.kind}</th>
            <th scope="col">{t.number}</th>
            <th scope="col" class="number">
              {t.orders}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ request_id, kind, received_at, orders }) => (
            <tr key={request_id}>
              <td class="tight">{dateTime(received_at)}</td>
              <td>{t.kinds[kind]}</td>
              <td>
                <code class="soft">{request_id}</code>
              </td>
              <td class="number">{number(orders)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
