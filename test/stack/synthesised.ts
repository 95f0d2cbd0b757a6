import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { orderConfirmation } from '../../bin/order-confirmation.ts';
import { providerNames } from '../../lambdas/payments/providers/registry.ts';

const { context: featureFlags } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** One resource of a template, as CloudFormation will read it. */
export interface Resource {
  readonly logicalId: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** The app as `cdk synth -c key=value` makes it, without bundling the functions; the same app for the same context. */
export function synthesised(context: Readonly<Record<string, string>> = {}): ReturnType<typeof synthesise> {
  const key = JSON.stringify(Object.entries(context).sort());
  const made = apps.get(key) ?? synthesise(context);
  apps.set(key, made);
  return made;
}

const apps = new Map<string, ReturnType<typeof synthesise>>();

function synthesise(context: Readonly<Record<string, string>>) {
  // Validated once, in template-validation.test.ts: the engine takes seconds to start.
  const app = new App({
    builtinCloudFormationValidation: false,
    context: { ...featureFlags, 'aws:cdk:bundling-stacks': [], ...context },
  });
  const { stage, stacks } = orderConfirmation(app);
  const templates = {
    data: Template.fromStack(stacks.data),
    service: Template.fromStack(stacks.service),
    backOffice: Template.fromStack(stacks.backOffice),
    operations: Template.fromStack(stacks.operations),
    ...(stacks.afterSales !== undefined && { afterSales: Template.fromStack(stacks.afterSales) }),
  };

  /** All resources of a type, of all stacks. */
  const resources = (type: string): readonly Resource[] =>
    Object.values(templates).flatMap((template) =>
      Object.entries(template.findResources(type)).map(([logicalId, found]) => ({ logicalId, ...found }) as Resource),
    );
  /** The one resource of a type, or of those of a type that have these properties. */
  const only = (type: string, having: Readonly<Record<string, unknown>> = {}): Resource => {
    const [resource, ...others] = resources(type).filter(({ Properties }) =>
      Object.entries(having).every(([name, value]) => Properties[name] === value),
    );
    if (resource === undefined || others.length > 0) throw new Error(`there is not exactly one ${type}`);
    return resource;
  };
  return { app, stage, templates, ...templates, resources, only };
}

/** What each stage is synthesised with at least. */
export const stageContexts = {
  dev: {},
  prod: { stage: 'prod', sender: 'orders@shop.example', paymentProviders: 'stripe' },
} as const;

/** The context in which a stage has every payment provider. */
export const everyProvider = { paymentProviders: providerNames.join(',') } as const;

/** The properties by which the two state machines are told apart. */
export const standard = { StateMachineType: 'STANDARD' } as const;
export const express = { StateMachineType: 'EXPRESS' } as const;

/** The resource with such a logical id. */
export function named(resources: readonly Resource[], id: RegExp): Resource {
  const [found, ...others] = resources.filter(({ logicalId }) => id.test(logicalId));
  if (found === undefined || others.length > 0) throw new Error(`there is not exactly one ${id}`);
  return found;
}
