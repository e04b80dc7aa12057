/** The cluster that an Airflow's pods go to: KUBECONFIG, and the connection that the Kubernetes operators take by default. Pure. */
export function kubernetesVariables(kubeconfig: string): Record<string, string> {
  const connection = { conn_type: 'kubernetes', extra: { kube_config_path: kubeconfig, in_cluster: false } };
  return { KUBECONFIG: kubeconfig, AIRFLOW_CONN_KUBERNETES_DEFAULT: JSON.stringify(connection) };
}
