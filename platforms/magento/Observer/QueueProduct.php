<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Observer;

use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\ConfigurableProduct\Model\Product\Type\Configurable;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Framework\Exception\NoSuchEntityException;
use Pairwell\Suggestions\Model\Queue;

/** Queues a product that was saved or deleted, and the configurable products whose variant it is. */
class QueueProduct implements ObserverInterface
{
    public function __construct(
        private readonly Queue $queue,
        private readonly Configurable $configurable,
        private readonly ProductRepositoryInterface $products
    ) {
    }

    public function execute(Observer $observer): void
    {
        $product = $observer->getEvent()->getData('product');
        $skus = [(string)$product->getSku(), (string)$product->getOrigData('sku')];
        foreach ($this->configurable->getParentIdsByChild($product->getId()) as $id) {
            try {
                $skus[] = (string)$this->products->getById((int)$id)->getSku();
            } catch (NoSuchEntityException) {
                // The link is older than its product.
                continue;
            }
        }
        $this->queue->add(Queue::ITEM, $skus);
    }
}
