import { call } from './api/call.ts'
import { useAct } from './api/resource.ts'
import { Button } from './parts/button.tsx'
import { Icon } from './parts/icon.tsx'
import { Failure } from './parts/states.tsx'
import { me } from './session.ts'
import { texts } from './texts/index.ts'

/** Opens the start page anew: nothing that was read of one shop is shown of the other. */
const begin = () => location.assign('/console')

/** Enters the demo shop, where the deployment has one. */
export function EnterDemo() {
  const enter = useAct(async () => {
    await call('/sign-in/demo', { method: 'POST' })
    begin()
  })
  if (me.value?.demo !== 'offered') return null
  return (
    <>
      <Failure problem={enter.problem} />
      <Button busy={enter.busy} onPress={() => void enter.run()}>
        {texts.value.demo.enter}
      </Button>
    </>
  )
}

/** Says on each page of the demo shop that it is one, and leads back. */
export function DemoBanner() {
  const leave = useAct(async () => {
    await call('/sign-in/demo', { method: 'DELETE' })
    begin()
  })
  const t = texts.value.demo
  if (me.value?.demo !== 'entered') return null
  return (
    <section class="banner calm" aria-label={t.label}>
      <Icon name="info" />
      <p>{t.says}</p>
      <div class="row">
        <Failure problem={leave.problem} />
        <Button size="small" busy={leave.busy} onPress={() => void leave.run()}>
          {t.leave}
        </Button>
      </div>
    </section>
  )
}
