import { useState } from 'preact/hooks'
import type { PropensityStatus, TargetList } from '../../../schema/customers/propensities.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { dateTime, number, percent } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Loaded, Notice } from '../../parts/states.tsx'
import { may, mayReadOfPeople } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Customers of a target list that the page shows; the file has all. */
const SHOWN = 25
/** Milliseconds after which a running scoring is looked at again. */
const EVERY = 3_000

/** Who is likely to buy what: the best customers of each family. */
export function TargetLists() {
  const t = texts.value.targets
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="customers"
      actions={<a href="/console/customers">{texts.value.customers.title}</a>}
    >
      {mayReadOfPeople() ? (
        <Scored />
      ) : (
        <Notice>
          <p>{texts.value.customers.for_editors}</p>
        </Notice>
      )}
    </Page>
  )
}

function Scored() {
  const [isRunning, setRunning] = useState(true)
  const status = useResource<PropensityStatus>('/v1/propensities', isRunning ? EVERY : undefined)
  const t = texts.value.targets
  const score = useAct(async () => {
    status.put({
      data: await call<PropensityStatus>('/v1/propensities', { method: 'POST' }),
      etag: undefined,
    })
    setRunning(true)
  })
  const now = status.data?.status
  if (isRunning && now !== undefined && now !== 'waiting' && now !== 'scoring') setRunning(false)
  return (
    <Loaded of={status}>
      {(data) => (
        <>
          <Card title={t.state}>
            <div class="stack">
              <p role="status">
                {t.states[data.status]}{' '}
                {data.fitted_at !== null && t.scored(number(data.scored), dateTime(data.fitted_at))}
              </p>
              {data.calibration && (
                <p class="soft">
                  {t.error(percent(data.calibration.buys.ece), percent(data.calibration.family.ece))}
                </p>
              )}
              <Failure problem={score.problem} />
              <div class="row">
                <Button
                  busy={score.busy}
                  disabled={isRunning || !may('editor')}
                  onPress={() => void score.run()}
                >
                  {t.now}
                </Button>
                {data.status === 'ready' && (
                  <a class="button" href="/v1/propensities/matrix" download>
                    {t.matrix}
                  </a>
                )}
              </div>
            </div>
          </Card>
          {data.families.length > 0 && <BestCustomers of={data} />}
        </>
      )}
    </Loaded>
  )
}

function BestCustomers({ of: { families, status, fitted_at } }: { of: PropensityStatus }) {
  const sorted = [...families].sort((a, b) => a.localeCompare(b))
  const [family, setFamily] = useState(sorted[0] ?? '')
  const t = texts.value.targets
  return (
    <Card title={t.best} lead={t.best_lead}>
      <div class="stack">
        <div class="form">
          <SelectField
            label={t.family}
            value={family}
            options={sorted.map((one) => [one, one] as const)}
            onInput={setFamily}
          />
        </div>
        {/* While customers are scored, few have a place here; once that has ended, all have. */}
        <BestOfFamily key={`${status} ${fitted_at}`} family={family} />
      </div>
    </Card>
  )
}

function BestOfFamily({ family }: { family: string }) {
  const list = useResource<TargetList>(
    `/v1/propensities/customers?limit=${SHOWN}&family=${encodeURIComponent(family)}`,
  )
  const t = texts.value.targets
  return (
    <Loaded of={list}>
      {({ customers }) => (
        <Scroll label={t.best}>
          <table class="table stacked">
            <thead>
              <tr>
                <th scope="col">{t.customer}</th>
                <th scope="col" class="number">
                  {t.propensity}
                </th>
              </tr>
            </thead>
            <tbody>
              {customers.map(({ customer, propensity }) => (
                <tr key={customer}>
                  <th scope="row">
                    <a href={`/console/customers/${encodeURIComponent(customer)}`}>{customer}</a>
                  </th>
                  <td data-label={t.propensity} class="number">
                    {percent(propensity)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Loaded>
  )
}
