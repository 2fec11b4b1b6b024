<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" hasScaleBasedVisibilityFlag="0" styleCategories="Symbology|Labeling|Rendering" maxScale="0" minScale="1e+08">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" name="name" type="QString"/>
      <Option name="properties"/>
      <Option value="collection" name="type" type="QString"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" enabled="false"/>
    </provider>
    <rasterrenderer opacity="1" nodataColor="" type="paletted" band="1" alphaBand="-1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry label="Sector 0" value="0" alpha="255" color="#a6cee3"/>
        <paletteEntry label="Sector 1" value="1" alpha="255" color="#cab2d6"/>
        <paletteEntry label="Sector 2" value="2" alpha="255" color="#b2df8a"/>
        <paletteEntry label="Sector 3" value="3" alpha="255" color="#d9d2a6"/>
        <paletteEntry label="Sector 4" value="4" alpha="255" color="#8fb8c9"/>
        <paletteEntry label="Sector 5" value="5" alpha="255" color="#c9a6b8"/>
        <paletteEntry label="Sector 6" value="6" alpha="255" color="#9fc9b0"/>
        <paletteEntry label="Sector 7" value="7" alpha="255" color="#b8b8d9"/>
        <paletteEntry label="Sector 8" value="8" alpha="255" color="#d9c6e3"/>
        <paletteEntry label="Sector 9" value="9" alpha="255" color="#a8d0d0"/>
        <paletteEntry label="Sector 10" value="10" alpha="255" color="#c6d9a0"/>
        <paletteEntry label="Sector 11" value="11" alpha="255" color="#b0bcc8"/>
        <paletteEntry label="Sector 12" value="12" alpha="255" color="#a6cee3"/>
        <paletteEntry label="Sector 13" value="13" alpha="255" color="#cab2d6"/>
        <paletteEntry label="Sector 14" value="14" alpha="255" color="#b2df8a"/>
        <paletteEntry label="Sector 15" value="15" alpha="255" color="#d9d2a6"/>
        <paletteEntry label="Sector 16" value="16" alpha="255" color="#8fb8c9"/>
        <paletteEntry label="Sector 17" value="17" alpha="255" color="#c9a6b8"/>
        <paletteEntry label="Sector 18" value="18" alpha="255" color="#9fc9b0"/>
        <paletteEntry label="Sector 19" value="19" alpha="255" color="#b8b8d9"/>
        <paletteEntry label="Sector 20" value="20" alpha="255" color="#d9c6e3"/>
        <paletteEntry label="Sector 21" value="21" alpha="255" color="#a8d0d0"/>
        <paletteEntry label="Sector 22" value="22" alpha="255" color="#c6d9a0"/>
        <paletteEntry label="Sector 23" value="23" alpha="255" color="#b0bcc8"/>
        <paletteEntry label="Sector 24" value="24" alpha="255" color="#a6cee3"/>
        <paletteEntry label="Sector 25" value="25" alpha="255" color="#cab2d6"/>
        <paletteEntry label="Sector 26" value="26" alpha="255" color="#b2df8a"/>
        <paletteEntry label="Sector 27" value="27" alpha="255" color="#d9d2a6"/>
        <paletteEntry label="Sector 28" value="28" alpha="255" color="#8fb8c9"/>
        <paletteEntry label="Sector 29" value="29" alpha="255" color="#c9a6b8"/>
        <paletteEntry label="Sector 30" value="30" alpha="255" color="#9fc9b0"/>
        <paletteEntry label="Sector 31" value="31" alpha="255" color="#b8b8d9"/>
        <paletteEntry label="Sector 32" value="32" alpha="255" color="#d9c6e3"/>
        <paletteEntry label="Sector 33" value="33" alpha="255" color="#a8d0d0"/>
        <paletteEntry label="Sector 34" value="34" alpha="255" color="#c6d9a0"/>
        <paletteEntry label="Sector 35" value="35" alpha="255" color="#b0bcc8"/>
        <paletteEntry label="Sector 36" value="36" alpha="255" color="#a6cee3"/>
        <paletteEntry label="Sector 37" value="37" alpha="255" color="#cab2d6"/>
        <paletteEntry label="Sector 38" value="38" alpha="255" color="#b2df8a"/>
        <paletteEntry label="Sector 39" value="39" alpha="255" color="#d9d2a6"/>
        <paletteEntry label="Sector 40" value="40" alpha="255" color="#8fb8c9"/>
        <paletteEntry label="Sector 41" value="41" alpha="255" color="#c9a6b8"/>
        <paletteEntry label="Sector 42" value="42" alpha="255" color="#9fc9b0"/>
        <paletteEntry label="Sector 43" value="43" alpha="255" color="#b8b8d9"/>
        <paletteEntry label="Sector 44" value="44" alpha="255" color="#d9c6e3"/>
        <paletteEntry label="Sector 45" value="45" alpha="255" color="#a8d0d0"/>
        <paletteEntry label="Sector 46" value="46" alpha="255" color="#c6d9a0"/>
        <paletteEntry label="Sector 47" value="47" alpha="255" color="#b0bcc8"/>
        <paletteEntry label="Sector 48" value="48" alpha="255" color="#a6cee3"/>
        <paletteEntry label="Sector 49" value="49" alpha="255" color="#cab2d6"/>
        <paletteEntry label="Sector 50" value="50" alpha="255" color="#b2df8a"/>
        <paletteEntry label="Sector 51" value="51" alpha="255" color="#d9d2a6"/>
        <paletteEntry label="Sector 52" value="52" alpha="255" color="#8fb8c9"/>
        <paletteEntry label="Sector 53" value="53" alpha="255" color="#c9a6b8"/>
        <paletteEntry label="Sector 54" value="54" alpha="255" color="#9fc9b0"/>
        <paletteEntry label="Sector 55" value="55" alpha="255" color="#b8b8d9"/>
        <paletteEntry label="Sector 56" value="56" alpha="255" color="#d9c6e3"/>
        <paletteEntry label="Sector 57" value="57" alpha="255" color="#a8d0d0"/>
        <paletteEntry label="Sector 58" value="58" alpha="255" color="#c6d9a0"/>
        <paletteEntry label="Sector 59" value="59" alpha="255" color="#b0bcc8"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast brightness="0" gamma="1" contrast="0"/>
    <huesaturation colorizeOn="0" saturation="0" colorizeBlue="128" colorizeStrength="100" grayscaleMode="0" invertColors="0" colorizeRed="255" colorizeGreen="128"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
