import Link from 'next/link'
import { connection } from 'next/server'
import { readItems } from './shop'

export default async function FrontPage() {
  // The catalogue is read when the page is asked for, not when the shop is built.
  await connection()
  const items = await readItems()
  return (
    <main>
      <h1>A shop</h1>
      <ul>
        {items.map(({ item_id, title }) => (
          <li key={item_id}>
            <Link href={`/items/${encodeURIComponent(item_id)}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </main>
  )
}
