import { useEffect, useState } from 'preact/hooks'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Mark } from '../../parts/icon.tsx'
import { Page } from '../../parts/page.tsx'
import { Notice, sayProblem } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { type OperatorCall, operatorCall } from './operator-call.ts'
import { Shops } from './shops.tsx'

/**
 * The operator's page. Its token is in the memory of this page only: no cookie, no storage, so it is gone when the page is closed or
 * loaded again.
 */
export function Operator() {
  const [ask, setAsk] = useState<OperatorCall | undefined>()
  if (!ask) return <Enter onEnter={(entered) => setAsk(() => entered)} />
  const t = texts.value.operator
  return (
    <main class="alone">
      <Page
        title={t.title}
        lead={t.lead}
        actions={
          <Button kind="quiet" icon="out" onPress={() => setAsk(undefined)}>
            {texts.value.nav.sign_out}
          </Button>
        }
      >
        <Shops ask={ask} />
      </Page>
    </main>
  )
}

/** Refusals of a token: another one, and one with characters that no token has. */
const WRONG: readonly string[] = ['unknown_key', 'missing_key']

function Enter({ onEnter }: { onEnter: (ask: OperatorCall) => void }) {
  const [token, setToken] = useState('')
  const t = texts.value.operator
  const enter = useAct(async () => {
    const ask = operatorCall(token.trim())
    // A wrong token is refused here and not by the first press.
    await ask('/v1/shops')
    onEnter(ask)
  })
  useEffect(() => {
    document.title = `${t.title} · ${texts.value.product}`
  }, [t])
  return (
    <main class="sign-in">
      <form
        class="card box"
        onSubmit={(event) => {
          event.preventDefault()
          void enter.run()
        }}
      >
        <p class="mark">
          <Mark />
          {texts.value.product}
        </p>
        <h1>{t.title}</h1>
        <TextField
          label={t.token}
          hint={t.token_hint}
          type="password"
          value={token}
          onInput={setToken}
          required
        />
        <div>
          <Button kind="primary" type="submit" busy={enter.busy} disabled={token.trim() === ''}>
            {t.enter}
          </Button>
        </div>
        {enter.problem && (
          <Notice mood="bad">
            <p>{WRONG.includes(enter.problem.code) ? t.wrong_token : sayProblem(enter.problem)}</p>
          </Notice>
        )}
      </form>
    </main>
  )
}
