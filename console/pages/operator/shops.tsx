import { useEffect, useState } from 'preact/hooks'
import type { SignInLink } from '../../../schema/shop/members.ts'
import type { OperatorShop } from '../../../schema/shop/shops.ts'
import type { Problem } from '../../api/call.ts'
import { asProblem, useAct } from '../../api/resource.ts'
import { Secret } from '../../parts/ask.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Ghost, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { DeleteShop } from './delete-shop.tsx'
import { NewShop } from './new-shop.tsx'
import type { OperatorCall } from './operator-call.ts'
import { type ShopActs, ShopTable } from './shop-table.tsx'

/** Milliseconds between two looks at the shops. */
const EVERY = 15_000
/** Shops that are shown at first; a search finds the others. */
const SHOWN = 50

/** The shops of the deployment, read again every few seconds. */
function useShops(ask: OperatorCall) {
  const [shops, setShops] = useState<OperatorShop[] | undefined>()
  const [problem, setProblem] = useState<Problem | undefined>()
  const [count, setCount] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is there so that `reload` reads again
  useEffect(() => {
    let isOver = false
    const read = async () => {
      try {
        const { items } = await ask<{ items: OperatorShop[] }>('/v1/shops?health=1')
        if (isOver) return
        setShops(items)
        setProblem(undefined)
      } catch (thrown) {
        if (!isOver) setProblem(asProblem(thrown))
      }
    }
    void read()
    const timer = setInterval(() => void (document.hidden || read()), EVERY)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [ask, count])
  /** Shows a shop as a call has answered it, before the next look. */
  const replace = (shop: OperatorShop) =>
    setShops((all) => all?.map((one) => (one.shop_id === shop.shop_id ? { ...one, ...shop } : one)))
  return { shops, problem, replace, reload: () => setCount((before) => before + 1) }
}

type Shown = { title: string; text: string; note: string }

const Gone = ({ name }: { name: string }) => (
  <Notice mood="good">
    <p role="status">{texts.value.operator.deleted(name)}</p>
  </Notice>
)

/** The shops whose name or id has the words of the search. */
function Found({ shops, search, ...acts }: { shops: readonly OperatorShop[]; search: string } & ShopActs) {
  const words = search.toLowerCase()
  const found = shops.filter(({ name, shop_id }) => `${name} ${shop_id}`.toLowerCase().includes(words))
  const t = texts.value.operator
  if (found.length === 0) return <p class="soft">{t.none}</p>
  return (
    <>
      <ShopTable shops={found.slice(0, SHOWN)} {...acts} />
      {found.length > SHOWN && <p class="soft">{t.more(found.length - SHOWN)}</p>}
    </>
  )
}

/** Every shop with its health, and what the operator may do with it. */
export function Shops({ ask }: { ask: OperatorCall }) {
  const { shops, problem, replace, reload } = useShops(ask)
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Shown | undefined>()
  const [leaving, setLeaving] = useState<OperatorShop | undefined>()
  const [gone, setGone] = useState<string | undefined>()
  const t = texts.value.operator
  const change = useAct(async ({ shop_id, status }: OperatorShop) => {
    replace(await ask(`/v1/shops/${shop_id}`, 'PATCH', { status: status === 'live' ? 'paused' : 'live' }))
  })
  const link = useAct(async ({ shop_id, name }: OperatorShop) => {
    const { url } = await ask<SignInLink>(`/v1/shops/${shop_id}/sign-in-links`, 'POST')
    setShown({ title: t.link_for(name), text: url, note: t.link_note })
  })
  return (
    <>
      <Card title={t.shops}>
        <div class="form">
          <TextField label={t.search} type="search" value={search} onInput={setSearch} />
        </div>
        <Failure problem={problem ?? change.problem ?? link.problem} onRetry={reload} />
        {gone !== undefined && <Gone name={gone} />}
        {shops === undefined && problem === undefined && <Ghost />}
        {shops && (
          <Found
            shops={shops}
            search={search}
            busy={change.busy || link.busy}
            onLink={(shop) => void link.run(shop)}
            onStatus={(shop) => void change.run(shop)}
            onDelete={setLeaving}
          />
        )}
      </Card>
      <NewShop
        ask={ask}
        onOpened={(name, url) => {
          setShown({ title: t.link_for(name), text: url, note: t.link_note })
          reload()
        }}
      />
      {shown && <Secret {...shown} onClose={() => setShown(undefined)} />}
      {leaving && (
        <DeleteShop
          ask={ask}
          shop={leaving}
          onDeleted={() => {
            setGone(leaving.name)
            reload()
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  )
}
