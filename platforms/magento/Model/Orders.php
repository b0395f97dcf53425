<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Sales\Api\Data\OrderInterface;

/** Orders as Pairwell's API takes them. Names and addresses are not sent; of the e-mail address Pairwell keeps only a keyed hash. */
class Orders
{
    /** States of Magento; a merchant's own statuses belong to one of them. */
    private const STATUS = [
        'new' => 'pending',
        'pending_payment' => 'pending',
        'payment_review' => 'pending',
        'holded' => 'pending',
        'processing' => 'paid',
        'complete' => 'paid',
        'closed' => 'refunded',
        'canceled' => 'cancelled',
    ];

    /** The order; null for one without goods. */
    public function of(OrderInterface $order): ?array
    {
        $currency = (string)$order->getOrderCurrencyCode();
        $minor = fn ($amount) => Money::minor($amount, $currency);
        $lines = [];
        $refunds = [];
        $ordered = [];
        foreach ($order->getAllVisibleItems() as $line) {
            $quantity = max(1, (int)round((float)$line->getQtyOrdered()));
            $piece = ['item_id' => (string)$line->getSku(), 'price' => max(0, $minor($line->getPrice()))];
            $back = min($quantity, (int)round((float)$line->getQtyRefunded() + (float)$line->getQtyCanceled()));
            $ordered[] = $piece + ['quantity' => $quantity];
            if ($back > 0) {
                $amount = $minor($line->getAmountRefunded());
                $refunds[] = $piece + ['quantity' => $back] + ($amount > 0 ? ['amount' => $amount] : []);
            }
            if ($quantity > $back) {
                $discount = $minor($line->getDiscountAmount());
                $lines[] = $piece + ['quantity' => $quantity - $back] + ($discount > 0 ? ['discount' => $discount] : []);
            }
        }
        if (!$ordered) {
            return null;
        }
        $status = self::STATUS[(string)$order->getState()] ?? 'pending';
        $isWhole = $lines !== [];
        $sent = [
            'order_id' => (string)$order->getIncrementId(),
            'status' => $isWhole || $status === 'cancelled' ? $status : 'refunded',
            'currency' => $currency,
            'lines' => $isWhole ? $lines : $ordered,
            'subtotal' => max(0, $minor($order->getSubtotal())),
            'discount' => abs($minor($order->getDiscountAmount())),
            'shipping' => max(0, $minor($order->getShippingAmount())),
            'tax' => max(0, $minor($order->getTaxAmount())),
            'tax_included' => false,
            'total' => max(0, $minor($order->getGrandTotal())),
            'refunded' => max(0, $minor($order->getTotalRefunded())),
            'coupons' => array_values(array_filter([(string)$order->getCouponCode()])),
            'channel' => $order->getRemoteIp() ? 'web' : 'draft',
        ];
        return $sent + array_filter([
            'ordered_at' => $this->time((string)$order->getCreatedAt()),
            'customer_id' => (string)$order->getCustomerId(),
            'customer_email' => (string)$order->getCustomerEmail(),
            'account' => trim((string)$order->getBillingAddress()?->getCompany()),
            'market' => (string)($order->getShippingAddress() ?? $order->getBillingAddress())?->getCountryId(),
            'refunds' => $isWhole ? $refunds : [],
        ]);
    }

    /** Magento stores times in UTC without saying so. */
    private function time(string $stored): string
    {
        return $stored === '' ? '' : str_replace(' ', 'T', $stored) . 'Z';
    }
}
