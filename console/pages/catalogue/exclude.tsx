import type { Exclusion } from '../../../schema/catalogue/exclusions.ts'
import { call, withQuery } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Failure, Notice } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { nonGoodsTexts } from '../../texts/non-goods.ts'

/** An exclusion as the API lists it. */
export type ListedExclusion = Omit<Exclusion, 'shop_id'> & { title: string | null }

/** Reasons for which an item is taken for no goods, as words. */
export const reasonsOf = ({ signals }: Pick<ListedExclusion, 'signals'>): string =>
  signals.map((signal) => nonGoodsTexts.value.signals[signal]).join('; ')

/** Stores a decision about an item, or with null takes it back. */
export async function decide(item_id: string, status: 'excluded' | 'allowed' | null): Promise<void> {
  if (status === null) await call(withQuery('/v1/exclusions', { item_id }), { method: 'DELETE' })
  else await call('/v1/exclusions', { method: 'PUT', json: { exclusions: [{ item_id, status }] } })
}

/** What is decided or found about an item, and how to decide. */
export function useDecision(item_id: string) {
  const list = useResource<{ items: ListedExclusion[] }>(withQuery('/v1/exclusions', { item_id }))
  const act = useAct(async (status: 'excluded' | 'allowed' | null) => {
    await decide(item_id, status)
    list.reload()
  })
  const found = list.data?.items.find((one) => one.item_id === item_id)
  return { found, isKnown: list.data !== undefined, act }
}

type Props = { decision: ReturnType<typeof useDecision> }

/** Takes an item out of all suggestions, or back in. */
export function ExcludeButton({ decision: { found, isKnown, act } }: Props) {
  const t = texts.value.catalogue
  const isOut = found?.status === 'excluded'
  return (
    <>
      <Failure problem={act.problem} />
      <Button
        size="small"
        busy={act.busy || !isKnown}
        onPress={() => void act.run(isOut ? null : 'excluded')}
      >
        {isOut ? t.allow : t.forbid}
      </Button>
    </>
  )
}

/** Says that an item does not look like goods, or that the merchant has said it is, with the other decision. */
export function DoubtAbout({ decision: { found, act } }: Props) {
  const t = nonGoodsTexts.value
  if (!found || found.status === 'excluded') return null
  const isFound = found.status === 'found'
  return (
    <Notice mood={isFound ? 'warn' : 'plain'}>
      <p>{isFound ? t.because(reasonsOf(found)) : t.allowed}</p>
      {may('editor') && (
        <p>
          <Button size="small" busy={act.busy} onPress={() => void act.run(isFound ? 'allowed' : null)}>
            {isFound ? t.is_goods : t.forget}
          </Button>
        </p>
      )}
    </Notice>
  )
}
