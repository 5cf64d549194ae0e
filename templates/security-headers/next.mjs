/** @type {import('next').NextConfig} */
const nextConfig = {};

export default nextConfig;

<% include next-headers.txt %>
