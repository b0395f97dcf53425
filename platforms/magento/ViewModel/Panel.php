<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\ViewModel;

use Magento\Catalog\Helper\Data as Catalog;
use Magento\Checkout\Model\Session;
use Magento\Framework\Locale\ResolverInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;
use Pairwell\Suggestions\Model\Config;

/** What the templates print. */
class Panel implements ArgumentInterface
{
    public function __construct(
        private readonly Config $config,
        private readonly Catalog $catalog,
        private readonly Session $session,
        private readonly ResolverInterface $locale
    ) {
    }

    public function isEnabled(): bool
    {
        return $this->config->isEnabled();
    }

    public function endpoint(): string
    {
        return $this->config->endpoint();
    }

    public function publishableKey(): string
    {
        return $this->config->publishableKey();
    }

    public function locale(): string
    {
        return str_replace('_', '-', (string)$this->locale->getLocale());
    }

    /** Attributes of a panel; none where it would have nothing to ask about, or is switched off. */
    public function attributes(string $placement, string $intent): array
    {
        if (!$this->config->shows($intent === 'upgrade' ? 'upgrade' : $placement)) {
            return [];
        }
        $attributes = ['placement' => $placement] + ($intent === 'upgrade' ? ['intent' => 'upgrade'] : []);
        if ($placement === 'product') {
            $product = $this->catalog->getProduct();
            return $product ? $attributes + ['item-id' => $product->getData('sku')] : [];
        }
        if ($placement === 'cart') {
            // A configurable product has the SKU of its chosen variant in the cart; Pairwell knows both names.
            $skus = array_map(fn ($line) => (string)$line->getSku(), $this->session->getQuote()->getAllVisibleItems());
            return $attributes + ['cart-item-ids' => implode(',', array_unique($skus))];
        }
        return $attributes;
    }

    /** The purchase of the success page, with the proof that it comes from there (docs/EMBED.md); empty without one. */
    public function purchase(): array
    {
        $order = $this->config->isEnabled() ? $this->session->getLastRealOrder() : null;
        if (!$order || !$order->getIncrementId()) {
            return [];
        }
        $number = (string)$order->getIncrementId();
        $item = fn ($line) => ['item_id' => (string)$line->getSku(), 'quantity' => (float)$line->getQtyOrdered()];
        $key = $this->config->tokenKey();
        return [
            'transaction_id' => $number,
            'currency' => (string)$order->getOrderCurrencyCode(),
            'value' => round((float)$order->getSubtotal() + (float)$order->getDiscountAmount(), 2),
            'tax' => (float)$order->getTaxAmount(),
            'items' => array_values(array_map($item, $order->getAllVisibleItems())),
        ] + ($key === '' ? [] : ['order_token' => hash_hmac('sha256', "order:$number", $key)]);
    }
}
