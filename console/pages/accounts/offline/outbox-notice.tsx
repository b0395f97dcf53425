import { useEffect } from 'preact/hooks'
import { Button } from '../../../parts/button.tsx'
import { Notice } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { texts } from '../../../texts/index.ts'
import { discard, NOT_YOURS, outbox, sendAll } from './outbox.ts'

/** Milliseconds between two tries, beside the one when the browser says that there is a connection again. */
const EVERY = 20_000

/** What was recorded on this device and has not reached the shop: it waits, or was not taken. */
export function Outbox() {
  useEffect(() => {
    void sendAll()
    const timer = setInterval(() => void sendAll(), EVERY)
    return () => clearInterval(timer)
  }, [])
  const t = accountTexts.value.outcome
  const waiting = outbox.value.filter(({ refused }) => refused === undefined)
  return (
    <>
      {waiting.length > 0 && (
        <Notice mood="warn">
          <p role="status">{t.outbox(waiting.length)}</p>
          <p>
            <Button size="small" onPress={() => void sendAll()}>
              {texts.value.common.retry}
            </Button>
          </p>
        </Notice>
      )}
      {outbox.value.map((one) =>
        one.refused === undefined ? null : (
          <Notice key={one.outcome.outcome_id} mood="bad">
            <p>{t.refused(one.name, one.refused === NOT_YOURS ? t.not_yours : one.refused)}</p>
            <p>
              <Button size="small" onPress={() => discard(one)}>
                {t.discard}
              </Button>
            </p>
          </Notice>
        ),
      )}
    </>
  )
}
