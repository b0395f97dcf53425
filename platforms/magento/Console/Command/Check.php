<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Console\Command;

use Magento\Store\Model\StoreManagerInterface;
use Pairwell\Suggestions\Model\Api;
use Pairwell\Suggestions\Model\Config;
use Pairwell\Suggestions\Model\Queue;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento pairwell:check: tests the keys, and says what is wrong and what waits. */
class Check extends Command
{
    public function __construct(
        private readonly Config $config,
        private readonly Api $api,
        private readonly Queue $queue,
        private readonly StoreManagerInterface $stores
    ) {
        parent::__construct('pairwell:check');
    }

    protected function configure(): void
    {
        $this->setDescription('Tests the connection with Pairwell');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $problem = $this->problem();
        $output->writeln($problem === '' ? 'Connected.' : $problem);
        foreach ($this->queue->status() as $kind => [$waiting, $givenUp, $last]) {
            $output->writeln("$kind: $waiting waiting, $givenUp given up" . ($last === '' ? '' : ", last problem: $last"));
        }
        return $problem === '' ? 0 : 1;
    }

    private function problem(): string
    {
        if ($this->config->wrongForm() !== '') {
            return $this->config->wrongForm();
        }
        $answer = $this->api->call('GET', '/v1/shop');
        if ($answer->status === 0) {
            return 'The endpoint does not answer. Check its address, and whether your host allows connections to other servers.';
        }
        if (!$answer->isGood()) {
            return $answer->problem();
        }
        $shop = $answer->body;
        if (!in_array($this->config->publishableKey(), $shop['publishable_keys'] ?? [], true)) {
            return "The secret key belongs to the shop “{$shop['name']}”, and the publishable key does not. Copy both from the same shop.";
        }
        $currency = $this->stores->getStore()->getBaseCurrencyCode();
        if ($shop['currency'] !== $currency) {
            return "The shop at Pairwell has the currency {$shop['currency']}, and this one $currency, so every price would be wrong. Change it in Pairwell’s console.";
        }
        return $this->config->isEnabled() ? '' : 'The keys are right, and the module is not enabled: Stores, Configuration, Sales, Pairwell.';
    }
}
