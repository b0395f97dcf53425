import { useEffect, useState } from 'preact/hooks'
import type { AccessView } from '../../schema/shop/sessions.ts'
import { call, type Problem } from '../api/call.ts'
import { useAct, useResource } from '../api/resource.ts'
import { Button } from '../parts/button.tsx'
import { Mark } from '../parts/icon.tsx'
import { Notice, sayProblem } from '../parts/states.tsx'
import { findOut } from '../session.ts'
import { texts } from '../texts/index.ts'
import { canUsePasskeys } from './passkeys.ts'

/** The token of the link with which this page was opened. It is taken out of the address, so that no history keeps it. */
function takeToken(): string | undefined {
  const token = location.hash.slice(1)
  if (!token.startsWith('sl_')) return undefined
  history.replaceState(null, '', '/console/sign-in')
  return token
}

/**
 * Signing in with a link. A press does it and not the opening of the page: programs that look at the links of a message would use it
 * up, and a stranger's link would sign somebody in unnoticed.
 */
export function SignIn() {
  const [token, setToken] = useState(takeToken)
  // The next link may be opened in the same tab, where only the part after # changes.
  useEffect(() => {
    const take = () => setToken((before) => takeToken() ?? before)
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  const { busy, problem, run } = useAct(async () => {
    await call('/sign-in', { method: 'POST', json: { token } })
    history.replaceState(null, '', '/console')
    await findOut()
  })
  const byPasskey = useAct(async () => {
    const { signIn } = await import('./passkeys-lazy.ts')
    await signIn()
    history.replaceState(null, '', '/console')
    await findOut()
  })
  const t = texts.value.sign_in
  useEffect(() => {
    document.title = `${t.title} · ${texts.value.product}`
  }, [t])
  return (
    <main class="sign-in">
      <div class="card box">
        <p class="mark">
          <Mark />
          {texts.value.product}
        </p>
        <h1>{t.title}</h1>
        {token ? (
          <>
            <p>{t.by_link}</p>
            <Button kind="primary" busy={busy} onPress={() => void run()}>
              {t.go}
            </Button>
          </>
        ) : (
          <p>{t.no_link}</p>
        )}
        {canUsePasskeys() && (
          <Button
            kind={token ? 'quiet' : 'primary'}
            icon="key"
            busy={byPasskey.busy}
            onPress={() => void byPasskey.run()}
          >
            {t.by_passkey}
          </Button>
        )}
        <ByAccess />
        <Refusal problem={problem ?? byPasskey.problem} />
        {(!token || problem) && <p class="soft small">{t.ask_owner}</p>}
      </div>
    </main>
  )
}

/** Signing in through Cloudflare Access, where the deployment is behind it: a press for each shop of the confirmed address. */
function ByAccess() {
  const access = useResource<AccessView>('/sign-in/access')
  const enter = useAct(async (shop_id: string) => {
    await call('/sign-in/access', { method: 'POST', json: { shop_id } })
    history.replaceState(null, '', '/console')
    await findOut()
  })
  const t = texts.value.sign_in
  const refused = access.problem?.code === 'access_refused' ? access.problem : undefined
  if (refused) return <Refusal problem={refused} />
  if (!access.data?.configured) return null
  return (
    <>
      {access.data.shops.length === 0 && <p class="soft">{t.no_access}</p>}
      {access.data.shops.map(({ shop_id, name }) => (
        <Button key={shop_id} busy={enter.busy} onPress={() => void enter.run(shop_id)}>
          {t.by_access(name)}
        </Button>
      ))}
      <Refusal problem={enter.problem} />
    </>
  )
}

/** Why nobody was signed in, in the console's language where it has words for it. */
function Refusal({ problem }: { problem: Problem | undefined }) {
  if (!problem) return null
  const known: Record<string, unknown> = texts.value.sign_in
  const text = known[problem.code]
  return (
    <Notice mood="bad">
      <p>{typeof text === 'string' ? text : sayProblem(problem)}</p>
    </Notice>
  )
}
