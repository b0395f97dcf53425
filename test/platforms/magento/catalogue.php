<?php
/** Products and orders of the simulated shop. Written for these tests. */

/** A shop of any size, the same for the same size: every tenth product has two colours. */
final class Shop
{
    public static array $products = [];
    public static array $orders = [];
    public static array $cart = [];
    public static string $page = '';
    public static string $last = '';
    private static int $dice = 1;

    private static function roll(int $most): int
    {
        self::$dice = (self::$dice * 48271) % 2147483647;
        return self::$dice % $most;
    }

    public static function open(int $products, int $orders): void
    {
        for ($n = 1; $n <= $products; ++$n) {
            $price = (500 + self::roll(9000)) / 100;
            $stock = ['manage_stock' => true, 'is_in_stock' => $n % 9 !== 0, 'qty' => $n % 9 === 0 ? 0 : 3 + self::roll(40), 'backorders' => 0];
            $base = ['name' => "Thing &amp; $n", 'status' => 1, 'visibility' => 4, 'type_id' => 'simple', 'price' => $price, 'final_price' => $price, 'category_ids' => [3, 4], 'image' => "/$n.jpg", 'stock' => $stock];
            if ($n % 10 !== 0) {
                self::$products["T$n"] = ['id' => $n * 10, 'sku' => "T$n"] + $base;
                continue;
            }
            self::$products["T$n"] = ['id' => $n * 10, 'sku' => "T$n", 'type_id' => 'configurable'] + $base;
            foreach (['red', 'blue'] as $at => $color) {
                self::$products["T$n-$color"] = ['id' => $n * 10 + 1 + $at, 'sku' => "T$n-$color", 'visibility' => 1, 'color' => $color, 'parent' => "T$n"] + $base;
            }
        }
        $last = strtotime('2026-01-01T00:00:00Z');
        for ($n = 1; $n <= $orders; ++$n) {
            self::place(1000000 + $n, $last + intdiv($n * 25000000, $orders), $products);
        }
    }

    public static function place(int $number, int $at, int $products): void
    {
        $lines = [];
        $first = 1 + self::roll($products);
        foreach (array_unique([$first, $first % $products + 1, 1 + self::roll($products)]) as $n) {
            $quantity = 1 + self::roll(2);
            $price = self::$products["T$n"]['price'];
            $lines[] = ['sku' => $n % 10 === 0 ? "T$n-red" : "T$n", 'qty_ordered' => $quantity, 'price' => $price, 'qty_refunded' => 0, 'discount_amount' => 0];
        }
        $subtotal = array_sum(array_map(fn ($line) => $line['qty_ordered'] * $line['price'], $lines));
        $tax = round(0.19 * ($subtotal + 4.9), 2);
        $customer = 1 + self::roll(5000);
        self::$orders[(string)$number] = [
            'increment_id' => (string)$number, 'state' => ['complete', 'processing', 'canceled', 'complete', 'new'][$number % 5], 'order_currency_code' => 'EUR', 'lines' => $lines, 'subtotal' => $subtotal,
            'discount_amount' => 0, 'shipping_amount' => 4.9, 'tax_amount' => $tax, 'grand_total' => round($subtotal + 4.9 + $tax, 2), 'total_refunded' => 0, 'remote_ip' => '1.2.3.4',
            'created_at' => gmdate('Y-m-d H:i:s', $at), 'customer_id' => $customer, 'customer_email' => "buyer$customer@shop.example",
        ];
    }

    public static function byId(int $id): ?array
    {
        foreach (self::$products as $product) {
            if ($product['id'] === $id) {
                return $product;
            }
        }
        return null;
    }
}
