import { useState } from 'preact/hooks'
import type { CodesView } from '../../../schema/decisions/offer-codes.ts'
import { ask } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Codes that one call takes. */
const MOST = 5_000

/** The codes of an offer of which each customer gets another one. @param offer_id undefined before it is saved */
export function Codes({ offer_id }: { offer_id: string | undefined }) {
  const path = offer_id && `/v1/offers/${encodeURIComponent(offer_id)}/codes`
  const counts = useResource<CodesView>(path)
  const [list, setList] = useState('')
  const t = texts.value.offers
  const codes = list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const add = useAct(async () => {
    if (path === undefined) return
    for (let at = 0; at < codes.length; at += MOST) {
      const json = { codes: codes.slice(at, at + MOST) }
      counts.put(await ask<CodesView>(path, { method: 'POST', json }))
    }
    setList('')
  })
  return (
    <Card title={t.codes} lead={t.codes_lead}>
      {path === undefined ? (
        <p class="soft">{t.codes_first}</p>
      ) : (
        <div class="stack">
          <p role="status">
            {counts.data && t.codes_count(number(counts.data.free), number(counts.data.given))}
          </p>
          <TextField label={t.codes_list} rows={4} value={list} onInput={setList} />
          <Failure problem={add.problem ?? counts.problem} />
          <div>
            <Button busy={add.busy} disabled={codes.length === 0} onPress={() => void add.run()}>
              {t.codes_add}
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}
