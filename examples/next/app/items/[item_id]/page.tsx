import { notFound } from 'next/navigation'
import { readCart } from '../../cart'
import { Panels } from '../../panels'
import { PUBLIC_SHOP, readItem } from '../../shop'

export default async function ItemPage({ params }: { params: Promise<{ item_id: string }> }) {
  const { item_id } = await params
  const item = await readItem(decodeURIComponent(item_id))
  if (!item) notFound()
  return (
    <main>
      <h1>{item.title}</h1>
      <Panels shop={PUBLIC_SHOP} item_id={item.item_id} cart={await readCart()} />
    </main>
  )
}
