import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { SharedNames } from './shared-names.tsx'

/** Finds a customer by the shop's own id or an e-mail address. The name is sent in a body, and stands in no address. */
export function Customers() {
  const [name, setName] = useState('')
  const { route } = useLocation()
  const t = texts.value.customers
  const find = useAct(async () => {
    const written = name.trim()
    const json = written.includes('@') ? { customer_email: written } : { customer_id: written }
    const { customer } = await call<{ customer: string }>('/v1/customers/lookup', { method: 'POST', json })
    route(`/console/customers/${customer}`)
  })
  return (
    <Page
      help="customers"
      title={t.title}
      lead={t.lead}
      actions={<a href="/console/customers/targets">{texts.value.targets.title}</a>}
    >
      {may('editor') ? (
        <>
          <Card title={t.find}>
            <form
              class="form"
              onSubmit={(event) => {
                event.preventDefault()
                void find.run()
              }}
            >
              <TextField label={t.name} value={name} onInput={setName} hint={t.name_hint} required />
              <div class="field end">
                <Button kind="primary" type="submit" busy={find.busy}>
                  {t.show}
                </Button>
              </div>
            </form>
            <Failure problem={find.problem} />
          </Card>
          {may('owner') && <SharedNames />}
        </>
      ) : (
        <Notice>
          <p>{t.for_editors}</p>
        </Notice>
      )}
    </Page>
  )
}
