import { Link } from 'react-router'
import { readItems } from '../shop.server'
import type { Route } from './+types/front'

export const loader = async () => ({ items: await readItems() })

export default function FrontPage({ loaderData }: Route.ComponentProps) {
  return (
    <main>
      <h1>A shop</h1>
      <ul>
        {loaderData.items.map(({ item_id, title }) => (
          <li key={item_id}>
            <Link to={`/items/${encodeURIComponent(item_id)}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </main>
  )
}
