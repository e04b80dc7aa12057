import type { StepFunctionsOptions } from '../options.ts';

/** Makes ARNs of a region and account; any, where they aren't known. */
export interface Arns {
  readonly partition: string;
  /** `batch`, `job-queue/NAME`, or the ARN that it already is. */
  of(service: string, resource: string): string;
}

/** Pure. */
export function arnsOf({ region = '*', account = '*' }: StepFunctionsOptions): Arns {
  const partition = partitionOf(region);
  return {
    partition,
    of: (service, resource) =>
      resource.includes('arn:') ? resource.slice(resource.indexOf('arn:')) : `arn:${partition}:${service}:${region}:${account}:${resource}`,
  };
}

/** The partition that a region is in. Pure. */
export function partitionOf(region = ''): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
